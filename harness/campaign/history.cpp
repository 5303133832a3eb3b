#include "campaign/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "campaign/baseline.hpp"
#include "campaign/cell_runs.hpp"
#include "campaign/compare.hpp"
#include "compare/ranges.hpp"
#include "support/numbers.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::campaign {

namespace {

/// A series while it is read: its campaigns' runs as values.
struct Building {
  HistorySeries series;
  std::optional<compare::Grid> grid;  ///< of the first campaign with enough runs
  std::vector<compare::Place> places;
};

/// Nothing for a release that is not one of Go's own.
std::optional<int> minor_of(const store::Cell& cell) {
  const auto version = toolchain::Version::parse(cell.release);
  return version && version->is_full() ? std::optional(version->minor) : std::nullopt;
}

/// By the minor release, unless the campaign itself has several of its patches beside each other.
std::string place_of(const store::Campaign& campaign, const store::Cell& cell) {
  const auto minor = minor_of(cell);
  const auto alike = std::ranges::count_if(campaign.cells, [&](const store::Cell& other) {
    return other.expectation == cell.expectation && other.gomaxprocs == cell.gomaxprocs &&
           other.variant == cell.variant && minor_of(other) == minor;
  });
  const auto release = minor && alike == 1 ? fmt::format("1.{}", *minor) : cell.release;
  return fmt::format("Go {}, GOMAXPROCS={}{}{}", release, cell.gomaxprocs, cell.variant.empty() ? "" : ", ",
                     cell.variant);
}

class HistoryReader {
 public:
  HistoryReader(const HistorySource& source, std::optional<toolchain::Selector> selector)
      : source_(source), selector_(std::move(selector)) {}

  Result<void> add(const std::string& path) {
    const auto store = store::Store::open_to_read(path);
    if (!store) return tl::unexpected(store.error());
    const auto campaigns = store->campaigns();
    if (!campaigns) return tl::unexpected(campaigns.error());
    for (const auto& campaign : *campaigns) {
      // Of stores that were merged, a campaign may be in several.
      if (campaign.started.substr(0, source_.since.size()) < source_.since || !seen_.insert(campaign.uid).second)
        continue;
      if (auto added = add(path, *store, campaign); !added) return added;
    }
    return {};
  }

  History take() {
    History history;
    history.campaigns = seen_.size();
    for (auto& [key, building] : building_) {
      if (building.places.size() < 2) continue;
      order(building);
      fill(building);
      history.series.push_back(std::move(building.series));
    }
    find_changes(history);
    return history;
  }

 private:
  Result<void> add(const std::string& path, const store::Store& store, const store::Campaign& campaign) {
    auto runs = store.runs(campaign.id);
    if (!runs) return tl::unexpected(runs.error());
    std::ranges::stable_sort(*runs, {}, &store::Run::turn);
    for (std::size_t i = 0; i < campaign.cells.size(); ++i) {
      const auto& cell = campaign.cells[i];
      if (!is_wanted(cell)) continue;
      std::vector<const store::Run*> own;
      for (const auto& run : *runs)
        if (run.cell == static_cast<int>(i) && run.counts && !store::is_superseded(campaign, run)) own.push_back(&run);
      if (own.empty()) continue;
      if (auto added = add(path, store, campaign, cell, own); !added) return added;
    }
    return {};
  }

  Result<void> add(const std::string& path, const store::Store& store, const store::Campaign& campaign,
                   const store::Cell& cell, const std::vector<const store::Run*>& runs) {
    const auto setting = setting_in(campaign, cell.expectation);
    const auto where = place_of(campaign, cell);
    auto& building = building_[fmt::format("{}\n{}\n{}", cell.expectation, setting, where)];
    building.series.expectation = cell.expectation;
    building.series.setting = setting;
    building.series.place = where;
    compare::Place place;
    const auto read = read_cell_runs(store, runs, place);
    if (!read) return tl::unexpected(read.error());
    if (!building.grid && read->ids.size() >= static_cast<std::size_t>(compare::kFewestRuns))
      building.grid = compare::make_grid({length_of(*read)}, read->period);
    put_values(*read, building.grid.value_or(compare::Grid{}), place);
    for (auto& run : place.runs) add_outcomes(runs, run);
    building.places.push_back(std::move(place));
    building.series.points.push_back({path, campaign.id, campaign.started, cell.release, campaign.host,
                                      campaign.version, runs.front()->made_of, runs.size()});
    return {};
  }

  static void add_outcomes(const std::vector<const store::Run*>& runs, compare::ComparedRun& into) {
    const auto run = std::ranges::find(runs, into.id, &store::Run::id);
    for (const auto& outcome : (*run)->outcomes) {
      if (outcome.kind == expectation::OutcomeKind::undecided) continue;
      into.values[{"check|" + outcome.check, "check " + outcome.check}] =
          std::string(outcome.kind == expectation::OutcomeKind::held ? "held" : "missed");
    }
  }

  [[nodiscard]] bool is_wanted(const store::Cell& cell) const {
    if (cell.expectation.find(source_.expectation) == std::string::npos) return false;
    const auto version = toolchain::Version::parse(cell.release);
    return !selector_ || (version && selector_->matches(*version));
  }

  /// Stores are read one after the other.
  static void order(Building& building) {
    std::vector<std::size_t> by_time(building.places.size());
    for (std::size_t i = 0; i < by_time.size(); ++i) by_time[i] = i;
    std::ranges::stable_sort(by_time, {}, [&](std::size_t i) { return building.series.points[i].started; });
    auto points = std::move(building.series.points);
    auto places = std::move(building.places);
    building.series.points.clear();
    building.places.clear();
    for (const auto i : by_time) {
      building.series.points.push_back(std::move(points[i]));
      building.places.push_back(std::move(places[i]));
    }
  }

  static std::map<std::string, compare::Observable> observables_of(const std::vector<compare::Place>& places) {
    std::map<std::string, int> runs;
    std::map<std::string, compare::Observable> all;
    for (const auto& place : places) {
      for (const auto& run : place.runs) {
        for (const auto& [what, value] : run.values) {
          if (what.group == compare::Group::runtime || what.clock) continue;
          if (++runs[what.id] == compare::kFewestRuns) all.emplace(what.id, what);
        }
      }
    }
    return all;
  }

  static compare::Timeline timeline_of(const compare::Observable& what, const std::vector<compare::Place>& places) {
    compare::Timeline timeline{what, std::vector<compare::Side>(places.size())};
    bool has_text = false;
    for (std::size_t i = 0; i < places.size(); ++i) {
      for (const auto& run : places[i].runs) {
        const auto value = compare::value_in(run, what);
        if (const auto* number = std::get_if<double>(&value)) timeline.campaigns[i].numbers.push_back(*number);
        if (const auto* text = std::get_if<std::string>(&value)) timeline.campaigns[i].categories.push_back(*text);
      }
      has_text = has_text || !timeline.campaigns[i].categories.empty();
    }
    if (!has_text) return timeline;
    for (auto& side : timeline.campaigns) {
      for (const double number : side.numbers) side.categories.push_back(format_number(number));
      side.numbers.clear();
    }
    return timeline;
  }

  static void fill(Building& building) {
    for (const auto& [id, what] : observables_of(building.places))
      building.series.timelines.push_back(timeline_of(what, building.places));
  }

  /// All of them in one pool, so that q is about all that is told.
  static void find_changes(History& history) {
    std::vector<compare::Timeline> all;
    std::vector<std::pair<std::size_t, std::size_t>> owner;
    for (std::size_t i = 0; i < history.series.size(); ++i) {
      for (std::size_t n = 0; n < history.series[i].timelines.size(); ++n) {
        all.push_back(history.series[i].timelines[n]);
        owner.emplace_back(i, n);
      }
    }
    for (auto& point : compare::change_points(all)) {
      const auto [series, timeline] = owner[point.timeline];
      point.timeline = timeline;
      add_change(history, series, std::move(point));
    }
  }

  /// What changes at the same time under the same name is one change, as the clearest of them.
  static void add_change(History& history, std::size_t series, compare::ChangePoint point) {
    const auto& timelines = history.series[series].timelines;
    const auto name_of = [&](const compare::ChangePoint& of) {
      return compare::base_of(timelines[of.timeline].what.name);
    };
    const auto same = std::ranges::find_if(history.changes, [&](const HistoryChange& other) {
      return other.series == series && other.point.at == point.at && name_of(other.point) == name_of(point);
    });
    if (same == history.changes.end()) {
      auto besides = besides_of(history.series[series], point);
      history.changes.push_back({series, 0, std::move(point), std::move(besides)});
      return;
    }
    ++same->also;
    if (point.found.p < same->point.found.p) same->point = std::move(point);
  }

  static std::vector<std::string> besides_of(const HistorySeries& series, const compare::ChangePoint& point) {
    const auto& before = series.points[point.at - 1];
    const auto& after = series.points[point.at];
    std::vector<std::string> besides;
    const auto tell = [&](const char* what, const std::string& a, const std::string& b) {
      if (a != b) besides.push_back(fmt::format("{}{} -> {}", what, a, b));
    };
    tell("Go ", before.release, after.release);
    tell("host ", before.host, after.host);
    tell("schedlitmus ", before.version, after.version);
    // The build is named by a hash of sources and tools, which says nothing by itself.
    if (before.made_of != after.made_of && before.release == after.release)
      besides.emplace_back("the program, or the Go that built it, was changed");
    return besides;
  }

  const HistorySource& source_;
  std::optional<toolchain::Selector> selector_;
  std::map<std::string, Building> building_;
  std::set<std::string> seen_;
};

}  // namespace

Result<History> read_history(const HistorySource& source) {
  std::optional<toolchain::Selector> selector;
  if (!source.go.empty()) {
    auto parsed = toolchain::Selector::parse(source.go);
    if (!parsed) return tl::unexpected(parsed.error());
    selector = std::move(*parsed);
  }
  HistoryReader reader(source, std::move(selector));
  for (const auto& path : source.stores)
    if (auto added = reader.add(path); !added) return tl::unexpected(added.error());
  return reader.take();
}

}  // namespace schedlitmus::campaign
