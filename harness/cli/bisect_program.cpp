#include "cli/bisect.hpp"

#include <cstdio>
#include <filesystem>

#include "cli/at_work.hpp"
#include "cli/compare.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "cli/run_settings.hpp"

namespace schedlitmus::cli {

namespace {

namespace fs = std::filesystem;

bool has_sources(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".go") return true;
  return false;
}

/// What `compare` would be told.
CompareOptions as_compare(const BisectOptions& options) {
  const auto& run = options.run;
  CompareOptions compare;
  compare.what = run.expectations.front();
  compare.args = options.args;
  compare.gomaxprocs = run.gomaxprocs;
  compare.godebug = run.godebug;
  compare.period = options.period;
  compare.launch = run.launch;
  compare.detail = options.detail;
  compare.runs = options.runs;
  compare.effort = run.effort == campaign::Effort::quick ? campaign::Effort::quick : campaign::Effort::normal;
  compare.store = run.store;
  return compare;
}

Result<campaign::CompareSettings> find_program(const BisectOptions& options, const Home& home) {
  if (!options.task.check.empty() || !options.run.set.empty()) {
    return fail("--check and --set are for an expectation", options.run.expectations.front(),
                "of a program --observable says what is followed");
  }
  auto what = find_what(as_compare(options), home.programs);
  if (!what) return what;
  if (what->scenario.gomaxprocs.size() > 1) {
    return fail("a bisection follows one setting", "--gomaxprocs", "name one of them");
  }
  if (!what->scenario.variants.empty()) {
    return fail("its scenario has variants, and a bisection follows one setting", options.run.expectations.front(),
                "name the program itself, with --arg and --godebug");
  }
  return what;
}

campaign::Settings settings_for(const BisectOptions& options, const CommonOptions& common, const Home& home) {
  auto settings = settings_of(common, home, options.run.store, options.run.count_noisy);
  settings.jobs = options.run.jobs;
  settings.seed = options.run.seed;
  settings.resume = options.run.resume;
  return settings;
}

int code_of(const campaign::BisectedProgram& found) {
  if (found.interrupted) return kInterrupted;
  return is_exact(found) ? kOk : kInconclusive;
}

}  // namespace

bool is_of_program(const BisectOptions& options, const Home& home) {
  const fs::path what = options.run.expectations.front();
  if (what.extension() == ".json") return !options.observable.empty();
  std::error_code error;
  const bool is_path = what.has_parent_path() || what.string().starts_with('.');
  return what.extension() == ".go" || (!is_path && fs::is_directory(fs::path(home.programs) / what, error)) ||
         has_sources(what);
}

int bisect_program_command(const BisectOptions& options, const CommonOptions& common) {
  const auto home = find_home();
  const auto what = find_program(options, home);
  if (!what) return refuse(what.error(), kUsage);
  auto store = store::Store::open(options.run.store);
  if (!store) return refuse(store.error(), kHarnessError);
  const campaign::ProgramTask task{options.task.good, options.task.bad, options.observable, options.task.all,
                                   options.task.minors_only};
  const auto settings = settings_for(options, common, home);
  const auto found = at_work(*store, common, [&](const campaign::Parts& parts, const auto& progress) {
    return campaign::bisect_program(*what, task, settings, parts, progress);
  });
  if (!found) return refuse(found.error(), code_of_failure());
  const auto text = options.json ? to_json(*found, common.command_line) : to_terminal(*found, options, common);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return code_of(*found);
}

}  // namespace schedlitmus::cli
