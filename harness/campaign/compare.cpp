#include "campaign/compare.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "campaign/compared_lines.hpp"
#include "campaign/made_expectation.hpp"

namespace schedlitmus::campaign {

namespace {

/// Judged after the last of the runs only.
Result<expectation::Loaded> load(const CompareSettings& what) {
  const auto hold = fmt::format(R"({{"test": "fixed", "runs": {}}})", what.runs);
  return load_text(text_for_runs("runs to compare", what.scenario, "ended", hold), what.file, what.name);
}

Error one_place(const std::string& where) {
  return {"there is one place only, and nothing to compare it with", where,
          "name several releases (--go), GOMAXPROCS (--gomaxprocs 1,2) or values of a GODEBUG (--vary-godebug), or an "
          "expectation with variants"};
}

/// Before a program is run for nothing.
Result<void> check_axis(const CompareSettings& what, const Settings& settings, const Parts& parts) {
  const auto& scenario = what.scenario;
  if (scenario.gomaxprocs.size() > 1 || scenario.variants.size() > 1 || !settings.vary_godebug.empty()) return {};
  const auto selector = toolchain::Selector::parse(settings.go);
  if (!selector) return tl::unexpected(selector.error());
  const auto listing = parts.toolchain.list();
  if (!listing) return tl::unexpected(listing.error());
  const auto chosen = selector->choose(listing->available(), listing->local);
  if (chosen.versions.size() > 1 || !chosen.errors.empty()) return {};
  return tl::unexpected(one_place(kReleasesOption));
}

/// What a place lacks is told with the place; here is what is wrong with all of them.
Result<void> check_lines(const std::vector<compare::Line>& lines, std::size_t least) {
  std::size_t places = 0;
  std::size_t runnable = 0;
  std::string why;
  for (const auto& line : lines) {
    places = std::max(places, line.places.size());
    for (const auto& place : line.places) {
      runnable += place.why_none.empty() ? 1 : 0;
      if (why.empty()) why = place.why_none;
    }
  }
  if (places < least) return tl::unexpected(one_place({}));
  if (runnable == 0) return fail(why.empty() ? "nothing could be run" : why);
  return {};
}

/// The campaign's places, each compared with its neighbours.
Result<void> fill_lines(const store::Store& store, const store::Campaign& campaign, std::size_t least,
                        Compared& compared) {
  auto lines = read_lines(store, campaign);
  if (!lines) return tl::unexpected(lines.error());
  if (auto usable = check_lines(lines->lines, least); !usable) return usable;
  compared.axis = std::move(lines->axis);
  compared.lines = std::move(lines->lines);
  compared.comparison = compare::compare(compared.lines);
  return {};
}

/// A place that the baseline has and that cannot be run now is an error: what was promised cannot be seen.
void add_not_runnable(Compared& compared) {
  for (const auto& line : compared.lines) {
    const auto& now = line.places.back();
    if (line.places.size() > 1 && !now.why_none.empty()) compared.errors.push_back({now.why_none, now.value, {}});
  }
}

/// The campaign's places, each compared with the baseline's.
Result<void> fill_against(const store::Store& store, const store::Campaign& campaign, const BaselineSource& with,
                          Compared& compared) {
  if (with.uid == campaign.uid) {
    return fail("the baseline is the very campaign that is to be compared with it", with.from,
                "run without --resume, or compare with another store");
  }
  auto against = read_against(store, campaign, with.baseline);
  if (!against) return tl::unexpected(against.error());
  compared.axis = "Go";
  compared.lines = std::move(against->lines);
  compared.comparison = compare::compare_against(with.baseline, compared.lines);
  compared.baseline = {with.from, with.baseline.made_by, with.baseline.host, std::move(against->cautions),
                       std::move(against->not_run)};
  add_not_runnable(compared);
  return {};
}

}  // namespace

Result<RanToCompare> run_to_compare(const CompareSettings& what, const Settings& settings, const Parts& parts,
                                    const OnProgress& progress) {
  const auto loaded = load(what);
  if (!loaded) return tl::unexpected(loaded.error());
  auto enough = settings;
  enough.enough = EnoughRuns{what.runs, std::min(what.runs, kEndlessRuns)};
  const auto ran = run(*loaded, enough, parts, progress);
  if (!ran) return tl::unexpected(ran.error());
  return RanToCompare{ran->context.campaign, ran->interrupted};
}

Result<Compared> compare_program(const CompareSettings& what, const Settings& settings, const Parts& parts,
                                 const OnProgress& progress) {
  const bool needs_axis = what.baseline == nullptr && !what.one_is_enough;
  if (auto several = check_axis(what, settings, parts); needs_axis && !several) return tl::unexpected(several.error());
  const auto ran = run_to_compare(what, settings, parts, progress);
  if (!ran) return tl::unexpected(ran.error());
  Progress looking;
  looking.doing = "comparing";
  if (progress) progress(looking);
  auto compared = compare_stored({parts.store, settings.store_path, ran->campaign}, what.baseline, what.one_is_enough);
  if (!compared) return compared;
  compared->interrupted = ran->interrupted;
  return compared;
}

Result<store::Campaign> find_campaign(const StoredSource& source) {
  auto found = source.campaign ? source.store.campaign(*source.campaign) : source.store.latest();
  if (!found) return tl::unexpected(found.error());
  auto& campaign = *found;
  if (!campaign) return fail("no such campaign in the store", source.path, "`schedlitmus show` lists them");
  return std::move(*campaign);
}

Result<Compared> compare_stored(const StoredSource& source, const BaselineSource* baseline, bool one_is_enough) {
  const auto campaign = find_campaign(source);
  if (!campaign) return tl::unexpected(campaign.error());
  if (campaign->expectations.size() > 1) {
    return fail(fmt::format("campaign {} is of {} expectations", campaign->id, campaign->expectations.size()),
                source.path, "runs of one are compared: name another campaign with --campaign");
  }
  Compared compared;
  auto filled = baseline != nullptr ? fill_against(source.store, *campaign, *baseline, compared)
                                    : fill_lines(source.store, *campaign, one_is_enough ? 1 : 2, compared);
  if (!filled) return tl::unexpected(campaign->errors.empty() ? filled.error() : campaign->errors.front());
  if (!campaign->expectations.empty()) {
    compared.name = campaign->expectations.front().name;
    compared.setting = campaign->expectations.front().settings;
  }
  compared.context = {.version = campaign->version,
                      .host = campaign->host,
                      .started = campaign->started,
                      .command = campaign->command,
                      .store = source.path,
                      .campaign = campaign->id,
                      .seed = campaign->seed,
                      .bootstrap = {}};
  compared.errors.insert(compared.errors.end(), campaign->errors.begin(), campaign->errors.end());
  return compared;
}

}  // namespace schedlitmus::campaign
