#include "campaign/record.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "campaign/scenario.hpp"
#include "cli/at_work.hpp"
#include "cli/commands_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/launch_options.hpp"
#include "cli/messages.hpp"
#include "cli/one_expectation.hpp"
#include "cli/report_files.hpp"
#include "cli/run_settings.hpp"
#include "record/proposal.hpp"
#include "support/numbers.hpp"
#include "support/own_name.hpp"
#include "support/shell.hpp"

namespace schedlitmus::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* kStdout = "-";
// Of a program's runs, where the command line says nothing.
constexpr int kProcs = 2;
constexpr Millis kPeriod{25};
constexpr Millis kDeadline{10'000};

/// A path on the command line is relative to the working folder, one in a file to the file's.
std::string program_in(const std::string& file, const std::string& program) {
  if (!program.starts_with('.') && !program.starts_with('/')) return program;
  const auto folder = fs::absolute(file).lexically_normal().parent_path();
  auto relative = (fs::absolute(program) / "").lexically_normal().parent_path().lexically_relative(folder).string();
  return relative.starts_with('.') ? relative : "./" + relative;
}

/// The scenario of an expectation, such as a service's, with what the command line says of it. What is recorded
/// stands beside it, for the paths of a command are relative to their file.
Result<expectation::Scenario> scenario_of_file(const RecordOptions& options) {
  const auto folder_of = [](const std::string& file) { return fs::absolute(file).lexically_normal().parent_path(); };
  if (options.output != kStdout && folder_of(options.output) != folder_of(options.program))
    return fail("it has to stand in the folder of " + options.program + ", as paths in both are relative to it",
                options.output);
  auto expectation = load_one(options.program);
  if (!expectation) return tl::unexpected(std::move(expectation.error()));
  auto scenario = std::move(expectation->scenario);
  scenario.trace.on = true;
  scenario.variants.clear();
  if (scenario.command && !options.args.empty())
    return fail("--arg is for a program", options.program, R"(the arguments of a service stand in its "argv")");
  if (!scenario.command && !options.args.empty()) scenario.args = options.args;
  return scenario;
}

expectation::Scenario scenario_of_program(const RecordOptions& options, const std::string& file) {
  expectation::Scenario scenario;
  scenario.program = program_in(file, options.program);
  scenario.args = options.args;
  scenario.gomaxprocs = {kProcs};
  scenario.trace.period = kPeriod;
  scenario.deadline = kDeadline;
  return scenario;
}

Result<campaign::RecordSettings> read_what(const RecordOptions& options) {
  campaign::RecordSettings what;
  const bool is_file = is_expectation_file(options.program);
  const auto beside = is_file ? fs::path(options.program).parent_path() / "recorded.json" : fs::path("recorded.json");
  what.file = options.output == kStdout ? beside.string() : options.output;
  what.name = fs::path(what.file).stem().string();
  what.runs = options.runs;
  auto found = is_file ? scenario_of_file(options) : scenario_of_program(options, what.file);
  if (!found) return tl::unexpected(std::move(found.error()));
  auto& scenario = *found;
  scenario.gomaxprocs = {options.gomaxprocs.value_or(scenario.gomaxprocs.front())};
  if (auto put = put_into(scenario, options.godebug, options.period, options.detail); !put)
    return tl::unexpected(put.error());
  campaign::Settings launch;
  if (auto read = read_launch(options.launch, launch); !read) return tl::unexpected(read.error());
  what.scenario = campaign::scenario_of(scenario, launch, {});
  return what;
}

campaign::Settings settings_for(const RecordOptions& options, const CommonOptions& common, const Home& home) {
  auto settings = settings_of(common, home, options.store, options.count_noisy);
  settings.go = options.go;
  settings.jobs = options.jobs;
  settings.seed = options.seed;
  return settings;
}

/// What stops a recording before its first run.
Result<void> may_write(const RecordOptions& options) {
  if (options.output == kStdout || !fs::exists(options.output)) return {};
  return fail("the file is there already", options.output, "a recording replaces nothing: name another file with -o");
}

void tell(const campaign::Recorded& recorded, const RecordOptions& options) {
  const auto checks = count_of(static_cast<std::uint64_t>(recorded.checks), "check");
  fmt::print(stderr, "{} recorded", checks);
  if (recorded.report.releases.size() > 1)
    fmt::print(stderr, ", {} of them tell the releases apart", recorded.separating);
  fmt::print(stderr, "; {} of the store hold them\n", count_of(report::totals(recorded.report).runs, "run"));
  if (options.output != kStdout) fmt::print(stderr, "try it: {} run {}\n", own_name(), shell_quote(options.output));
}

}  // namespace

int record_command(const RecordOptions& options, const CommonOptions& common) {
  const auto what = read_what(options);
  if (!what) return refuse(what.error(), kUsage);
  if (auto selector = toolchain::Selector::parse(options.go); !selector) return refuse(selector.error(), kUsage);
  if (auto may = may_write(options); !may) return refuse(may.error(), kUsage);
  auto store = store::Store::open(options.store);
  if (!store) return refuse(store.error(), kHarnessError);
  const auto recorded = at_work(*store, common, [&](const campaign::Parts& parts, const auto& progress) {
    return campaign::record_program(*what, settings_for(options, common, find_home()), parts, progress);
  });
  if (!recorded) return refuse(recorded.error(), code_of_failure());
  if (!write_output(options.output, recorded->text)) return kHarnessError;
  if (!common.quiet) tell(*recorded, options);
  return kOk;
}

}  // namespace schedlitmus::cli
