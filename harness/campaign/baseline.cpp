#include "campaign/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "campaign/cell_runs.hpp"
#include "campaign/scenario.hpp"
#include "campaign/settings_line.hpp"
#include "campaign/version.hpp"
#include "support/files.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::campaign {

namespace {

constexpr const char* kStoreMagic = "SQLite format 3";

/// Without the folder that the program lies in on this machine.
std::string file_name(const std::string& program) { return std::filesystem::path(program).filename().string(); }

Result<expectation::Expectation> parsed(const store::Campaign& campaign, const store::ExpectationFile& file) {
  auto parsed = expectation::parse(file.source, file.file, file.name);
  if (!parsed) return tl::unexpected(parsed.error().front());
  Settings added;
  added.godebug = campaign.godebug;
  auto variants = std::move(parsed->scenario.variants);
  parsed->scenario.variants.clear();
  parsed->scenario = scenario_of(parsed->scenario, added, {});
  parsed->scenario.variants = std::move(variants);
  return std::move(*parsed);
}

Result<expectation::Expectation> expectation_of(const store::Campaign& campaign) {
  if (campaign.expectations.size() != 1) {
    return fail(fmt::format("campaign {} is of {} expectations", campaign.id, campaign.expectations.size()), {},
                "runs of one are compared: name another campaign with --campaign");
  }
  return parsed(campaign, campaign.expectations.front());
}

/// Its program, trace and settings for people, the same on every machine.
std::string setting_of(expectation::Expectation expectation) {
  expectation.scenario.program = file_name(expectation.scenario.program);
  expectation.scenario.variants.clear();
  return settings_line(expectation, {});
}

compare::BaselinePlace where_of(const store::Cell& cell) {
  compare::BaselinePlace where;
  where.release = cell.release;
  if (const auto version = toolchain::Version::parse(cell.release)) where.minor = version->minor;
  where.gomaxprocs = cell.gomaxprocs;
  where.variant = cell.variant;
  return where;
}

std::string describe(const compare::BaselinePlace& where) {
  return fmt::format("{}, GOMAXPROCS={}{}{}", where.release, where.gomaxprocs, where.variant.empty() ? "" : ", ",
                     where.variant);
}

/// Each cell of a campaign with its runs' streams, one at a time.
template <class Visit>
Result<void> for_each_cell(const store::Store& store, const store::Campaign& campaign, Visit visit) {
  auto runs = store.runs(campaign.id);
  if (!runs) return tl::unexpected(runs.error());
  std::ranges::stable_sort(*runs, {}, &store::Run::turn);
  std::map<int, std::vector<const store::Run*>> by_cell;
  for (const auto& run : *runs)
    if (!store::is_superseded(campaign, run)) by_cell[run.cell].push_back(&run);
  for (std::size_t i = 0; i < campaign.cells.size(); ++i) {
    const auto& cell = campaign.cells[i];
    compare::Place place;
    place.value = cell.release;
    place.why_none = cell.error ? cell.error->what : cell.skipped_why;
    auto read = read_cell_runs(store, by_cell[static_cast<int>(i)], place);
    if (!read) return tl::unexpected(read.error());
    visit(where_of(cell), *read, std::move(place));
  }
  return {};
}

/// Where the runs reach the times of an earlier recording: those.
compare::Grid grid_for(const compare::BaselinePlace& where, const CellRuns& runs, const compare::Baseline* before) {
  const auto length = length_of(runs);
  const auto* earlier = before == nullptr ? nullptr : counterpart(*before, where);
  if (earlier != nullptr && earlier->minor == where.minor && earlier->grid.reached_by(length)) return earlier->grid;
  return runs.ids.empty() ? compare::Grid{} : compare::make_grid({length}, runs.period);
}

std::vector<Error> one(Error error) { return {std::move(error)}; }

bool is_store(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string begin(std::string_view(kStoreMagic).size(), '\0');
  file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return begin == kStoreMagic;
}

bool is_comparable(const store::Campaign& campaign, const std::string& name, expectation::Scenario scenario) {
  if (!campaign.finished || campaign.expectations.size() != 1 || campaign.expectations.front().name != name)
    return false;
  auto found = scenario_of_campaign(campaign);
  if (!found) return false;
  found->program = file_name(found->program);
  scenario.program = file_name(scenario.program);
  found->trace.on = scenario.trace.on;  // runs that are compared always have one
  return same_scenario(*found, scenario);
}

Result<BaselineSource> find_in_store(const std::string& path, const std::string& name,
                                     const expectation::Scenario& scenario, const std::string& not_uid) {
  const auto store = store::Store::open_to_read(path);
  if (!store) return tl::unexpected(store.error());
  auto campaigns = store->campaigns();
  if (!campaigns) return tl::unexpected(campaigns.error());
  std::ranges::reverse(*campaigns);
  for (const auto& campaign : *campaigns) {
    if (campaign.uid == not_uid || !is_comparable(campaign, name, scenario)) continue;
    auto baseline = baseline_of(*store, campaign);
    if (!baseline) return tl::unexpected(baseline.error());
    return BaselineSource{std::move(*baseline), fmt::format("{}, campaign {}", path, campaign.id), campaign.uid};
  }
  return fail(fmt::format("no finished campaign of \"{}\" with these settings", name), path,
              "`schedlitmus show --store` lists what is there; --save-baseline writes a baseline to a file");
}

void add_cautions(const compare::Baseline& baseline, const store::Campaign& campaign, AgainstBaseline& into) {
  const auto expectation = expectation_of(campaign);
  if (!expectation) return;
  if (expectation->name != baseline.name)
    into.cautions.push_back(fmt::format("the baseline is of {}, the runs are of {}", baseline.name, expectation->name));
  if (const auto setting = setting_of(*expectation); setting != baseline.setting)
    into.cautions.push_back(fmt::format("other settings: the baseline has {}; now {}", baseline.setting, setting));
  if (campaign.host != baseline.host) {
    into.cautions.push_back(
        fmt::format("another host, which may change times, threads and queues by itself: the baseline's is {}; now {}",
                    baseline.host, campaign.host));
  }
}

void add_not_run(const compare::Baseline& baseline, const std::vector<compare::PlaceNow>& now, AgainstBaseline& into) {
  std::set<const compare::BaselinePlace*> used;
  for (const auto& place : now) used.insert(counterpart(baseline, place.where));
  for (const auto& place : baseline.places)
    if (!used.contains(&place)) into.not_run.push_back(describe(place));
}

}  // namespace

std::string setting_in(const store::Campaign& campaign, const std::string& expectation) {
  const auto file = std::ranges::find(campaign.expectations, expectation, &store::ExpectationFile::name);
  if (file == campaign.expectations.end()) return {};
  const auto known = parsed(campaign, *file);
  return known ? setting_of(*known) : file->settings;
}

Result<expectation::Scenario> scenario_of_campaign(const store::Campaign& campaign) {
  auto expectation = expectation_of(campaign);
  if (!expectation) return tl::unexpected(expectation.error());
  return std::move(expectation->scenario);
}

Result<compare::Baseline> baseline_of(const store::Store& store, const store::Campaign& campaign,
                                      const compare::Baseline* before) {
  const auto expectation = expectation_of(campaign);
  if (!expectation) return tl::unexpected(expectation.error());
  compare::Baseline baseline;
  baseline.name = expectation->name;
  baseline.setting = setting_of(*expectation);
  baseline.made_by = fmt::format("schedlitmus {}", campaign.version.empty() ? kVersion : campaign.version);
  baseline.host = campaign.host;
  const auto& trace = expectation->scenario.trace;
  if (trace.on) baseline.period = trace.period;
  baseline.detail = trace.detail;
  auto read =
      for_each_cell(store, campaign, [&](compare::BaselinePlace where, const CellRuns& runs, compare::Place place) {
        where.grid = grid_for(where, runs, before);
        put_values(runs, where.grid, place);
        if (!place.counts()) return;
        where.build = place.build;
        where.go_line = place.go_line;
        where.noisy = place.noisy;
        where.runs = static_cast<int>(place.runs.size());
        where.values = counted_values(place);
        baseline.places.push_back(std::move(where));
      });
  if (!read) return tl::unexpected(read.error());
  if (baseline.places.empty()) {
    return fail(fmt::format("no place has {} runs that count", compare::kFewestRuns), campaign.command,
                "a baseline needs them: --runs 20");
  }
  return baseline;
}

tl::expected<compare::Baseline, std::vector<Error>> read_baseline_file(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return tl::unexpected(one({text.error().what, path, "--save-baseline records one"}));
  return compare::parse_baseline(*text, path);
}

tl::expected<BaselineSource, std::vector<Error>> find_baseline(const std::string& path, const std::string& name,
                                                               const expectation::Scenario& scenario,
                                                               const std::string& not_uid) {
  if (is_store(path)) {
    auto found = find_in_store(path, name, scenario, not_uid);
    if (!found) return tl::unexpected(one(found.error()));
    return std::move(*found);
  }
  auto read = read_baseline_file(path);
  if (!read) return tl::unexpected(std::move(read.error()));
  return BaselineSource{std::move(*read), path, {}};
}

Result<AgainstBaseline> read_against(const store::Store& store, const store::Campaign& campaign,
                                     const compare::Baseline& baseline) {
  AgainstBaseline against;
  std::vector<compare::PlaceNow> now;
  auto read =
      for_each_cell(store, campaign, [&](compare::BaselinePlace where, const CellRuns& runs, compare::Place place) {
        const auto* before = counterpart(baseline, where);
        const auto grid = before == nullptr ? compare::Grid{} : before->grid;
        put_values(runs, grid, place);
        place.minor = where.minor;
        if (!grid.empty() && !place.traced && place.counts() && !place.noisy) {
          against.cautions.push_back(
              fmt::format("traces on {} end at {}, before the baseline's at {}: only what is printed is compared",
                          describe(where), format_duration(length_of(runs)), format_duration(grid.until)));
        }
        now.push_back({std::move(where), std::move(place)});
      });
  if (!read) return tl::unexpected(read.error());
  add_cautions(baseline, campaign, against);
  add_not_run(baseline, now, against);
  against.lines = lines_against(baseline, std::move(now));
  return against;
}

}  // namespace schedlitmus::campaign
