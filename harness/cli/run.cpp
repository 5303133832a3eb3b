#include <fmt/format.h>

#include <cstdio>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/host_limits.hpp"
#include "cli/launch_options.hpp"
#include "cli/messages.hpp"
#include "cli/progress.hpp"
#include "cli/report_files.hpp"

namespace schedlitmus::cli {

namespace {

std::vector<std::string> paths_to_load(const RunOptions& options, const Home& home) {
  if (!options.expectations.empty()) return options.expectations;
  return {shown_path(home.expectations + "/ten_goroutines")};
}

Result<campaign::Settings> read_settings(const RunOptions& options, const CommonOptions& common, const Home& home) {
  if (!options.go.empty()) {
    if (auto selector = toolchain::Selector::parse(options.go); !selector) {
      selector.error().where = "--go";
      return tl::unexpected(selector.error());
    }
  }
  campaign::Settings settings;
  settings.programs = home.programs;
  settings.go = options.go;
  settings.gomaxprocs = options.gomaxprocs;
  settings.godebug = options.godebug;
  settings.vary_godebug = options.vary_godebug;
  settings.jobs = options.jobs;
  settings.effort = options.effort;
  settings.fixed_runs = options.fixed_runs;
  settings.confidence = options.confidence;
  settings.explain = options.explain;
  settings.seed = options.seed;
  settings.resume = options.resume;
  settings.command = common.command_line;
  settings.store_path = options.store;
  if (!options.shard.empty()) {
    auto shard = plan::parse_shard(options.shard);
    if (!shard) {
      shard.error().where = "--shard";
      return tl::unexpected(shard.error());
    }
    settings.shard = *shard;
  }
  if (auto launch = read_launch(options.launch, settings); !launch) return tl::unexpected(launch.error());
  return settings;
}

}  // namespace

int run_command(const RunOptions& options, const CommonOptions& common) {
  const auto home = find_home();
  auto settings = read_settings(options, common, home);
  if (!settings) {
    print_error(settings.error());
    return kUsage;
  }
  settings->noise = host_limits(options.count_noisy);
  const auto loaded = expectation::load(paths_to_load(options, home), home.expectations, options.set);
  auto store = store::Store::open(options.store);
  if (!store) {
    print_error(store.error());
    return kHarnessError;
  }
  process::install_interrupt_handlers();
  const auto launcher = process::make_launcher();
  const auto toolchain = toolchain::make_toolchain(*launcher, toolchain::default_places());
  ProgressLine line(stderr_is_terminal());
  const auto report =
      campaign::run(loaded, *settings, {*launcher, *toolchain, *store}, [&](const campaign::Progress& progress) {
        if (!common.quiet) line.show(progress);
      });
  line.clear();
  if (!report) {
    for (const auto& error : loaded.errors) print_error(error);
    print_error(report.error());
    return process::interrupted() ? kInterrupted : kHarnessError;
  }
  const bool written = write_reports(*report, options.files, common);
  const int code = report::exit_code(*report, options.allow_inconclusive);
  return written || code == kInterrupted ? code : kHarnessError;
}

}  // namespace schedlitmus::cli
