#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "campaign/kept_trace.hpp"
#include "campaign/programs.hpp"
#include "campaign/run_cell.hpp"
#include "campaign/scenario.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/launch_options.hpp"
#include "cli/messages.hpp"
#include "cli/run_json.hpp"
#include "process/cpu_supply.hpp"
#include "support/numbers.hpp"
#include "toolchain/program.hpp"

namespace schedlitmus::cli {

namespace {

namespace fs = std::filesystem;

/// The options as a scenario, so that a capture runs just as a check's run does.
Result<expectation::Expectation> scenario_of(const CaptureOptions& options) {
  expectation::Expectation expectation;
  expectation.name = options.program;
  auto& scenario = expectation.scenario;
  scenario.program = options.program;
  scenario.args = options.args;
  scenario.godebug = options.godebug;
  scenario.trace.detail = options.detail;
  const auto period = parse_duration(options.period);
  if (!period) return tl::unexpected(period.error());
  scenario.trace.period = *period;
  campaign::Settings settings;
  if (auto launch = read_launch(options.launch, settings); !launch) return tl::unexpected(launch.error());
  scenario = campaign::scenario_of(scenario, settings, {});
  return expectation;
}

std::string file_stem(const CaptureOptions& options, const std::string& release) {
  if (!options.name.empty()) return fmt::format("{}-{}", options.name, release);
  return fmt::format("{}-{}-p{}{}", fs::path(options.program).filename().string(), release, options.gomaxprocs,
                     options.detail ? "-detail" : "");
}

Result<void> write_file(const fs::path& path, const std::string& text) {
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file.good()) return fail("cannot write the capture", path.string());
  return {};
}

/// Somebody's own Go has its folder in its name.
std::string as_file_name(std::string text) {
  std::ranges::replace(text, '/', '_');
  return text;
}

Result<void> capture_one(const CaptureOptions& options, const expectation::Expectation& expectation,
                         const std::string& folder, const toolchain::Version& version, process::Launcher& launcher,
                         toolchain::Toolchain& toolchain) {
  const auto support = toolchain::ProgramSupport::read(folder);
  if (!support) return tl::unexpected(support.error());
  if (const auto why = support->why_not(version); !why.empty()) {
    fmt::print("{}\tskipped\t{}\n", version.to_string(), why);
    return {};
  }
  const auto release = toolchain.get(version);
  if (!release) return tl::unexpected(release.error());
  const auto build = toolchain.build(*release, folder);
  if (!build) return tl::unexpected(build.error());
  auto slots = plan::place(process::cpus_for_runs(), 1, {options.gomaxprocs}).slots;
  const auto run = campaign::run_cell({.expectation = expectation.name,
                                       .scenario = expectation.scenario,
                                       .checks = {},
                                       .release = version.to_string(),
                                       .gomaxprocs = options.gomaxprocs,
                                       .variant = {},
                                       .build = *build,
                                       .slot = slots.take(options.gomaxprocs)},
                                      launcher);
  if (!run) return tl::unexpected(run.error());
  const auto stem = file_stem(options, as_file_name(run->release));
  const auto path = fs::path(options.output) / (stem + ".trace");
  const auto bytes = campaign::kept_bytes(*run);
  if (!bytes) return tl::unexpected(bytes.error());
  if (auto written = write_file(path, *bytes); !written) return written;
  if (auto written = write_file(fs::path(options.output) / (stem + ".run.json"), run_json(*run, options)); !written) {
    return written;
  }
  fmt::print("{}\t{}\t{}\n", path.string(), count_of(run->health.samples, "sample"), name_of(run->record.ending));
  std::fflush(stdout);
  if (run->stderr_cut) {
    print_error({fmt::format("only the first {} MiB of the trace are kept", store::kKeptBytes >> 20U), path.string(),
                 "a longer period or an earlier deadline makes it smaller"});
  }
  return {};
}

}  // namespace

int capture_command(const CaptureOptions& options, const CommonOptions& /*common*/) {
  const auto expectation = scenario_of(options);
  const auto selector = toolchain::Selector::parse(options.go);
  if (!expectation || !selector) {
    print_error(!expectation ? expectation.error() : selector.error());
    return kUsage;
  }
  const auto folder = campaign::find_program(*expectation, find_home().programs);
  if (!folder) {
    print_error(folder.error());
    return kHarnessError;
  }
  process::install_interrupt_handlers();
  const auto launcher = process::make_launcher();
  const auto toolchain = toolchain::make_toolchain(*launcher, toolchain::default_places());
  const auto listing = toolchain->list();
  if (!listing) {
    print_error(listing.error());
    return kHarnessError;
  }
  const auto chosen = selector->choose(listing->available(), listing->local);
  for (const auto& error : chosen.errors) print_error(error);
  int code = chosen.errors.empty() ? kOk : kHarnessError;
  for (const auto& version : chosen.versions) {
    const auto captured = capture_one(options, *expectation, *folder, version, *launcher, *toolchain);
    if (process::interrupted()) return kInterrupted;
    if (captured) continue;
    print_error(captured.error());
    code = kHarnessError;
  }
  return code;
}

}  // namespace schedlitmus::cli
