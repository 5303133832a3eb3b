#include <fmt/format.h>

#include <filesystem>

#include "campaign/programs.hpp"
#include "campaign/run_cell.hpp"
#include "campaign/scenario.hpp"
#include "cli/commands_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/kept_files.hpp"
#include "cli/launch_options.hpp"
#include "cli/messages.hpp"
#include "cli/one_expectation.hpp"
#include "cli/progress.hpp"
#include "cli/run_json.hpp"
#include "process/cpu_supply.hpp"
#include "process/host.hpp"
#include "toolchain/program.hpp"

namespace schedlitmus::cli {

namespace {

namespace fs = std::filesystem;

/// The options as a scenario, so that a capture runs just as a check's run does; what is no part of one is in
/// `settings`.
Result<expectation::Expectation> scenario_of(const CaptureOptions& options, campaign::Settings& settings) {
  expectation::Expectation expectation;
  expectation.name = options.program;
  auto& scenario = expectation.scenario;
  scenario.program = options.program;
  scenario.args = options.args;
  scenario.godebug = options.godebug;
  scenario.trace.detail = options.detail;
  if (auto period = read_period(options.period, scenario.trace.period); !period) return tl::unexpected(period.error());
  if (auto launch = read_launch(options.launch, settings); !launch) return tl::unexpected(launch.error());
  scenario = campaign::scenario_of(scenario, settings, {});
  return expectation;
}

std::string file_stem(const CaptureOptions& options, const std::string& release) {
  if (!options.name.empty()) return fmt::format("{}-{}", options.name, release);
  return fmt::format("{}-{}-p{}{}", fs::path(options.program).filename().string(), release, options.gomaxprocs,
                     options.detail ? "-detail" : "");
}

/// Captures one release after the other.
class Capturer {
 public:
  Capturer(const CaptureOptions& options, const expectation::Expectation& expectation, std::uint64_t most_kept,
           std::string folder, bool quiet, process::Launcher& launcher, toolchain::Toolchain& toolchain)
      : options_(options),
        expectation_(expectation),
        most_kept_(most_kept),
        folder_(std::move(folder)),
        quiet_(quiet),
        launcher_(launcher),
        toolchain_(toolchain) {}

  Result<void> capture(const toolchain::Version& version) {
    const auto support = toolchain::ProgramSupport::read(folder_);
    if (!support) return tl::unexpected(support.error());
    if (const auto why = support->why_not(version); !why.empty()) {
      fmt::print("{}\tskipped\t{}\n", version.to_string(), why);
      return {};
    }
    const auto run = build_and_run(version);
    line_.clear();
    return run ? keep(*run) : tl::unexpected(run.error());
  }

 private:
  void say(const std::string& doing, const toolchain::Version& version) {
    if (!quiet_) line_.show({.doing = fmt::format("{} Go {}", doing, version.to_string()), .left = {}});
  }

  Result<store::Run> build_and_run(const toolchain::Version& version) {
    say("getting", version);
    const auto release = toolchain_.get(version);
    if (!release) return tl::unexpected(release.error());
    say(fmt::format("building {} with", options_.program), version);
    const auto build = toolchain_.build(*release, folder_);
    if (!build) return tl::unexpected(build.error());
    say(fmt::format("running {} on", options_.program), version);
    auto slots = plan::place(process::cpus_for_runs(), 1, {options_.gomaxprocs}).slots;
    return campaign::run_cell({.expectation = expectation_.name,
                               .scenario = expectation_.scenario,
                               .checks = {},
                               .release = version.to_string(),
                               .gomaxprocs = options_.gomaxprocs,
                               .variant = {},
                               .build = *build,
                               .slot = slots.take(options_.gomaxprocs),
                               .most_kept = most_kept_},
                              launcher_);
  }

  [[nodiscard]] Result<void> keep(const store::Run& run) const {
    const auto stem = fs::path(options_.output) / file_stem(options_, as_file_name(run.release));
    return write_run(run, stem, run_json(run, {options_.program, options_.args, {}, process::describe_host()}));
  }

  const CaptureOptions& options_;
  const expectation::Expectation& expectation_;
  std::uint64_t most_kept_;
  std::string folder_;
  bool quiet_;
  process::Launcher& launcher_;
  toolchain::Toolchain& toolchain_;
  ProgressLine line_{stderr_is_terminal()};
};

}  // namespace

int capture_command(const CaptureOptions& options, const CommonOptions& common) {
  if (is_expectation_file(options.program)) {
    return refuse({"an expectation's file is not a program", options.program,
                   "schedlitmus run keeps each of its runs: schedlitmus show RUN --name holds -o FOLDER"},
                  kUsage);
  }
  campaign::Settings settings;
  const auto expectation = scenario_of(options, settings);
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
  Capturer capturer(options, *expectation, settings.most_kept, *folder, common.quiet, *launcher, *toolchain);
  for (const auto& version : chosen.versions) {
    const auto captured = capturer.capture(version);
    if (process::interrupted()) return kInterrupted;
    if (captured) continue;
    print_error(captured.error());
    code = kHarnessError;
  }
  return code;
}

}  // namespace schedlitmus::cli
