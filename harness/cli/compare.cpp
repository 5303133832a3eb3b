#include "cli/compare.hpp"
#include "cli/at_work.hpp"

#include <algorithm>

#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/host_limits.hpp"
#include "cli/messages.hpp"
#include "cli/report_files.hpp"
#include "compare/self_check.hpp"

namespace schedlitmus::cli {

namespace {

std::string releases_of(const CompareOptions& options, const campaign::CompareSettings& what) {
  if (!options.go.empty()) return options.go;
  if (what.scenario.gomaxprocs.size() > 1 || !options.vary_godebug.empty()) return "latest";
  return what.scenario.go.empty() ? "all" : what.scenario.go;
}

campaign::Settings settings_for(const CompareOptions& options, const campaign::CompareSettings& what,
                                const CommonOptions& common, const Home& home) {
  campaign::Settings settings;
  settings.programs = home.programs;
  settings.go = releases_of(options, what);
  settings.vary_godebug = options.vary_godebug;
  settings.jobs = options.jobs;
  settings.seed = options.seed;
  settings.resume = options.resume;
  settings.command = common.command_line;
  settings.store_path = options.store;
  settings.noise = host_limits(options.count_noisy);
  return settings;
}

int write(campaign::Compared compared, const CompareOptions& options, const CommonOptions& common) {
  if (options.self_check) compared.self_check = compare::self_check(compared.lines);
  for (const auto& error : compared.errors) print_error(error);
  bool written = true;
  if (options.json != "-") written = write_output("-", to_terminal(compared, style_of_stdout(common.colour)));
  if (!options.json.empty()) written = write_output(options.json, to_json(compared)) && written;
  const int code = exit_code(compared);
  return written || code == kInterrupted ? code : kHarnessError;
}

int compare_stored_runs(const CompareOptions& options, const CommonOptions& common) {
  auto store = store::Store::open_to_read(options.store);
  if (!store) return refuse(store.error(), kHarnessError);
  auto compared = campaign::compare_stored({*store, options.store, options.campaign});
  return compared ? write(std::move(*compared), options, common) : refuse(compared.error(), kHarnessError);
}

}  // namespace

int compare_command(const CompareOptions& options, const CommonOptions& common) {
  if (options.stored) return compare_stored_runs(options, common);
  const auto home = find_home();
  const auto what = find_what(options, home.programs);
  if (!what) return refuse(what.error(), kUsage);
  const auto settings = settings_for(options, *what, common, home);
  if (auto selector = toolchain::Selector::parse(settings.go); !selector) {
    selector.error().where = "--go";
    return refuse(selector.error(), kUsage);
  }
  auto store = store::Store::open(options.store);
  if (!store) return refuse(store.error(), kHarnessError);
  auto compared = at_work(*store, common, [&](const campaign::Parts& parts, const auto& progress) {
    return campaign::compare_program(*what, settings, parts, progress);
  });
  if (!compared) {
    const bool usage = compared.error().where == campaign::kReleasesOption;
    return refuse(compared.error(), usage && !process::interrupted() ? kUsage : code_of_failure());
  }
  return write(std::move(*compared), options, common);
}

}  // namespace schedlitmus::cli
