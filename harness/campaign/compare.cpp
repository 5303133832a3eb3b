#include "campaign/compare.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "campaign/compared_lines.hpp"
#include "record/file_text.hpp"

namespace schedlitmus::campaign {

namespace {

constexpr const char* kAnyRelease = ">=1.2";

/// The scenario with a check that every run answers at its end only, judged
/// after the last of them.
std::string text_to_run(const CompareSettings& what) {
  return fmt::format(
      "{{\n  \"title\": \"runs to compare\",\n{},\n"
      "  \"checks\": [{{\"id\": \"ended\", \"outcome\": \"timed_out\", \"equals\": false}}],\n"
      "  \"hold\": {{\"test\": \"fixed\", \"runs\": {}}}\n}}\n",
      record::scenario_text(what.scenario, kAnyRelease, ""), what.runs);
}

Result<expectation::Loaded> load(const CompareSettings& what) {
  auto parsed = expectation::parse(text_to_run(what), what.file, what.name);
  if (!parsed) return tl::unexpected(parsed.error().front());
  expectation::Loaded loaded;
  loaded.expectations.push_back(std::move(*parsed));
  return loaded;
}

Result<store::Campaign> find_campaign(const StoredSource& source) {
  auto found = source.campaign ? source.store.campaign(*source.campaign) : source.store.latest();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return fail("no such campaign in the store", source.path, "`schedlitmus show` lists them");
  return std::move(**found);
}

Error one_place(const std::string& where) {
  return {"there is one place only, and nothing to compare it with", where,
          "name several releases (--go), GOMAXPROCS (--gomaxprocs 1,2) or values of a GODEBUG (--vary-godebug)"};
}

/// Before a program is run for nothing.
Result<void> check_axis(const CompareSettings& what, const Settings& settings, const Parts& parts) {
  if (what.scenario.gomaxprocs.size() > 1 || !settings.vary_godebug.empty()) return {};
  const auto selector = toolchain::Selector::parse(settings.go);
  if (!selector) return tl::unexpected(selector.error());
  const auto listing = parts.toolchain.list();
  if (!listing) return tl::unexpected(listing.error());
  const auto chosen = selector->choose(listing->available(), listing->local);
  if (chosen.versions.size() > 1 || !chosen.errors.empty()) return {};
  return tl::unexpected(one_place(kReleasesOption));
}

/// What a place lacks is told with the place; here is what is wrong with all of them.
Result<void> check_lines(const std::vector<compare::Line>& lines) {
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
  if (places < 2) return tl::unexpected(one_place({}));
  if (runnable == 0) return fail(why.empty() ? "nothing could be run" : why);
  return {};
}

}  // namespace

Result<Compared> compare_program(const CompareSettings& what, const Settings& settings, const Parts& parts,
                                 const OnProgress& progress) {
  const auto loaded = load(what);
  if (!loaded) return tl::unexpected(loaded.error());
  if (auto several = check_axis(what, settings, parts); !several) return tl::unexpected(several.error());
  auto enough = settings;
  enough.enough = EnoughRuns{what.runs, std::min(what.runs, kEndlessRuns)};
  auto ran = run(*loaded, enough, parts, progress);
  if (!ran) return tl::unexpected(ran.error());
  Progress looking;
  looking.doing = "comparing";
  if (progress) progress(looking);
  auto compared = compare_stored({parts.store, settings.store_path, ran->context.campaign});
  if (!compared) return compared;
  compared->interrupted = ran->interrupted;
  return compared;
}

Result<Compared> compare_stored(const StoredSource& source) {
  const auto campaign = find_campaign(source);
  if (!campaign) return tl::unexpected(campaign.error());
  if (campaign->expectations.size() > 1) {
    return fail(fmt::format("campaign {} is of {} expectations", campaign->id, campaign->expectations.size()),
                source.path, "runs of one are compared: name another campaign with --campaign");
  }
  auto lines = read_lines(source.store, *campaign);
  if (!lines) return tl::unexpected(lines.error());
  if (auto usable = check_lines(lines->lines); !usable) {
    return tl::unexpected(campaign->errors.empty() ? usable.error() : campaign->errors.front());
  }
  Compared compared;
  compared.axis = std::move(lines->axis);
  compared.lines = std::move(lines->lines);
  if (!campaign->expectations.empty()) {
    compared.name = campaign->expectations.front().name;
    compared.setting = campaign->expectations.front().settings;
  }
  compared.comparison = compare::compare(compared.lines);
  compared.context = {.version = campaign->version,
                      .host = campaign->host,
                      .started = campaign->started,
                      .command = campaign->command,
                      .store = source.path,
                      .campaign = campaign->id,
                      .seed = campaign->seed,
                      .bootstrap = {}};
  compared.errors = campaign->errors;
  return compared;
}

}  // namespace schedlitmus::campaign
