#include "cli/compare.hpp"

#include <algorithm>
#include <array>

#include "changes/writers.hpp"
#include "cli/at_work.hpp"
#include "cli/compare_baseline.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/messages.hpp"
#include "cli/report_files.hpp"
#include "cli/run_settings.hpp"
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
  auto settings = settings_of(common, home, options.store, options.count_noisy);
  settings.go = releases_of(options, what);
  settings.vary_godebug = options.vary_godebug;
  settings.jobs = options.jobs;
  settings.seed = options.seed;
  settings.resume = options.resume;
  return settings;
}

int write(campaign::Compared compared, const CompareOptions& options, const CommonOptions& common) {
  if (options.self_check) compared.self_check = compare::self_check(compared.lines);
  for (const auto& error : compared.errors) print_error(error);
  bool written = true;
  const std::array<std::pair<const std::string&, std::string (*)(const changes::Compared&)>, 3> forms{{
      {options.json, changes::to_json},
      {options.html, changes::to_html},
      {options.markdown, [](const changes::Compared& whole) { return changes::to_markdown(whole); }},
  }};
  const bool on_stdout = std::ranges::any_of(forms, [](const auto& form) { return form.first == "-"; });
  if (!on_stdout) written = write_output("-", changes::to_terminal(compared, style_of_stdout(common.colour)));
  for (const auto& [file, to_text] : forms)
    if (!file.empty()) written = write_output(file, to_text(compared)) && written;
  const int code = changes::exit_code(compared);
  return written || code == kInterrupted ? code : kHarnessError;
}

/// Reports, and writes the baseline where that is wanted.
int finish(Result<campaign::Compared> compared, const store::Store& store, const CompareOptions& options,
           const CommonOptions& common, const std::optional<compare::Baseline>& before) {
  if (!compared) {
    const bool usage = compared.error().where == campaign::kReleasesOption;
    return refuse(compared.error(), usage && !process::interrupted() ? kUsage : code_of_failure());
  }
  const auto campaign = compared->context.campaign;
  const bool is_compared = !options.baseline.empty() || options.save_baseline.empty();
  const int code = write(std::move(*compared), options, common);
  if (options.save_baseline.empty() || code == kInterrupted) return code;
  if (auto saved = save_baseline(store, campaign, options.save_baseline, before); !saved)
    return refuse(saved.error(), kHarnessError);
  // What is different between the places of a baseline is no change of it.
  return is_compared || code == kHarnessError ? code : kOk;
}

int compare_stored_runs(const CompareOptions& options, const CommonOptions& common) {
  auto store = store::Store::open_to_read(options.store);
  if (!store) return refuse(store.error(), kHarnessError);
  const auto before = baseline_to_renew(options.save_baseline);
  if (!before) return refuse(before.error(), kHarnessError);
  const campaign::StoredSource source{*store, options.store, options.campaign};
  std::optional<campaign::BaselineSource> with;
  if (!options.baseline.empty()) {
    auto found = baseline_for_stored(options.baseline, source);
    if (!found) return refuse_all(found.error());
    with = std::move(*found);
  }
  auto compared = campaign::compare_stored(source, with ? &*with : nullptr, !options.save_baseline.empty());
  return finish(std::move(compared), *store, options, common, *before);
}

}  // namespace

int compare_command(const CompareOptions& asked, const CommonOptions& common) {
  if (asked.stored) return compare_stored_runs(asked, common);
  auto options = asked;
  const auto home = find_home();
  auto what = find_what(options, home.programs);
  if (!what) return refuse(what.error(), kUsage);
  const auto before = baseline_to_renew(options.save_baseline);
  if (!before) return refuse(before.error(), kHarnessError);
  std::optional<campaign::BaselineSource> with;
  if (!options.baseline.empty()) {
    auto found = baseline_for(options, *what);
    if (!found) return refuse_all(found.error());
    with = std::move(*found);
    what->baseline = &*with;
  }
  what->one_is_enough = !options.save_baseline.empty();
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
  return finish(std::move(compared), *store, options, common, *before);
}

}  // namespace schedlitmus::cli
