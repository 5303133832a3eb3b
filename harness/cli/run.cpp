#include <fmt/format.h>

#include <cstdio>

#include "cli/at_work.hpp"
#include "cli/commands_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/messages.hpp"
#include "cli/report_files.hpp"
#include "cli/run_settings.hpp"

namespace schedlitmus::cli {

namespace {

std::vector<std::string> paths_to_load(const RunOptions& options, const Home& home) {
  if (!options.expectations.empty()) return options.expectations;
  return {shown_path(home.expectations + "/ten_goroutines")};
}

}  // namespace

int run_command(const RunOptions& options, const CommonOptions& common) {
  const auto home = find_home();
  const auto settings = read_settings(options, common, home);
  if (!settings) return refuse(settings.error(), kUsage);
  const auto loaded = expectation::load(paths_to_load(options, home), home.expectations, options.set);
  auto store = store::Store::open(options.store);
  if (!store) return refuse(store.error(), kHarnessError);
  const auto report = at_work(*store, common, [&](const campaign::Parts& parts, const auto& progress) {
    return campaign::run(loaded, *settings, parts, progress);
  });
  if (!report) {
    for (const auto& error : loaded.errors) print_error(error);
    return refuse(report.error(), code_of_failure());
  }
  const bool written = write_reports(*report, options.files, common);
  const int code = report::exit_code(*report, options.allow_inconclusive);
  return written || code == kInterrupted ? code : kHarnessError;
}

}  // namespace schedlitmus::cli
