#include "cli/run_settings.hpp"

#include "cli/host_limits.hpp"
#include "cli/launch_options.hpp"

namespace schedlitmus::cli {

campaign::Settings settings_of(const CommonOptions& common, const Home& home, const std::string& store,
                               bool count_noisy) {
  campaign::Settings settings;
  settings.programs = home.programs;
  settings.command = common.command_line;
  settings.store_path = store;
  settings.noise = host_limits(count_noisy);
  return settings;
}

Result<campaign::Settings> read_settings(const RunOptions& options, const CommonOptions& common, const Home& home) {
  if (!options.go.empty()) {
    if (auto selector = toolchain::Selector::parse(options.go); !selector) {
      selector.error().where = "--go";
      return tl::unexpected(selector.error());
    }
  }
  auto settings = settings_of(common, home, options.store, options.count_noisy);
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

}  // namespace schedlitmus::cli
