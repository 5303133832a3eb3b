#include "campaign/compared_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "campaign/cell_runs.hpp"
#include "expectation/loader.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::campaign {

namespace {

constexpr const char* kByProcs = "GOMAXPROCS";

/// Whether its cells' variants are the expectation's own, and not values of a GODEBUG alone.
bool has_variants(const store::Campaign& campaign) {
  if (campaign.expectations.empty()) return false;
  const auto& file = campaign.expectations.front();
  const auto parsed = expectation::parse(file.source, file.file, file.name);
  return parsed && !parsed->scenario.variants.empty();
}

compare::Place place_of(const store::Cell& cell, std::string value) {
  compare::Place place;
  place.value = std::move(value);
  if (const auto version = toolchain::Version::parse(cell.release)) place.minor = version->minor;
  place.why_none = cell.skipped_why;
  if (cell.error) place.why_none = cell.error->what;
  return place;
}

class Reader {
 public:
  Reader(const store::Store& store, const store::Campaign& campaign) : store_(store), campaign_(campaign) {}

  Result<ComparedLines> read() {
    auto runs = store_.runs(campaign_.id);
    if (!runs) return tl::unexpected(runs.error());
    std::ranges::stable_sort(*runs, {}, &store::Run::turn);
    lay_out();
    for (const auto& run : *runs)
      if (!store::is_superseded(campaign_, run)) by_cell_[run.cell].push_back(&run);
    for (std::size_t i = 0; i < lines_.lines.size(); ++i) {
      if (auto filled = fill(i); !filled) return tl::unexpected(filled.error());
    }
    return std::move(lines_);
  }

 private:
  /// The axis, and which cell is which place of which line.
  void lay_out() {
    std::set<std::string> releases;
    std::set<int> gomaxprocs;
    for (const auto& cell : campaign_.cells) {
      releases.insert(cell.release);
      gomaxprocs.insert(cell.gomaxprocs);
    }
    const bool by_release = releases.size() > 1 && !one_release_each();
    const bool by_procs = !by_release && gomaxprocs.size() > 1;
    lines_.axis = by_release ? "Go" : by_procs ? kByProcs : has_variants(campaign_) ? "variant" : "GODEBUG";
    std::map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < campaign_.cells.size(); ++i) {
      const auto& cell = campaign_.cells[i];
      std::string label;
      if (!by_procs && gomaxprocs.size() > 1) label = fmt::format("GOMAXPROCS={}", cell.gomaxprocs);
      if ((by_release || by_procs) && !cell.variant.empty()) label += (label.empty() ? "" : ", ") + cell.variant;
      const auto [at, is_new] = known.emplace(label, lines_.lines.size());
      if (is_new) {
        lines_.lines.push_back({label, {}, {}});
        cells_.emplace_back();
      }
      lines_.lines[at->second].places.push_back(place_of(cell, by_release ? cell.release
                                                               : by_procs ? std::to_string(cell.gomaxprocs)
                                                                          : cell.variant));
      cells_[at->second].push_back(static_cast<int>(i));
    }
  }

  /// Whether the releases only follow from the variants: ready binaries, each of its own.
  [[nodiscard]] bool one_release_each() const {
    std::map<std::string, std::set<std::string>> of_variant;
    for (const auto& cell : campaign_.cells) of_variant[cell.variant].insert(cell.release);
    return of_variant.size() > 1 && has_variants(campaign_) &&
           std::ranges::all_of(of_variant, [](const auto& one) { return one.second.size() == 1; });
  }

  Result<void> fill(std::size_t index) {
    auto& places = lines_.lines[index].places;
    std::vector<CellRuns> cells;
    std::vector<Millis> lengths;
    Millis period{};
    for (std::size_t i = 0; i < places.size(); ++i) {
      auto read = read_cell_runs(store_, by_cell_[cells_[index][i]], places[i]);
      if (!read) return tl::unexpected(read.error());
      cells.push_back(std::move(*read));
      period = std::max(period, cells.back().period);
      if (places[i].noisy || cells.back().ids.size() < static_cast<std::size_t>(compare::kFewestRuns)) continue;
      lengths.push_back(length_of(cells.back()));
    }
    const auto grid = compare::make_grid(lengths, period);
    lines_.lines[index].traced_until = grid.until;
    lines_.grids.push_back(grid);
    for (std::size_t i = 0; i < places.size(); ++i) {
      put_values(cells[i], grid, places[i]);
      // The setting itself is no finding.
      if (lines_.axis == kByProcs)
        for (auto& run : places[i].runs)
          std::erase_if(run.values, [](const auto& value) { return value.first.name == "gomaxprocs"; });
      cells[i] = {};
    }
    return {};
  }

  const store::Store& store_;
  const store::Campaign& campaign_;
  ComparedLines lines_;
  std::vector<std::vector<int>> cells_;  ///< of each line's places
  std::map<int, std::vector<const store::Run*>> by_cell_;
};

}  // namespace

Result<ComparedLines> read_lines(const store::Store& store, const store::Campaign& campaign) {
  return Reader(store, campaign).read();
}

Result<compare::Place> read_place(const store::Store& store, const std::vector<store::Campaign>& campaigns,
                                  const std::string& release, const compare::Grid& grid) {
  compare::Place place;
  std::vector<store::Run> of_release;
  for (const auto& campaign : campaigns) {
    const auto cell = std::ranges::find(campaign.cells, release, &store::Cell::release);
    if (cell == campaign.cells.end()) continue;
    place = place_of(*cell, release);
    auto runs = store.runs(campaign.id);
    if (!runs) return tl::unexpected(runs.error());
    std::ranges::stable_sort(*runs, {}, &store::Run::turn);
    std::ranges::copy_if(*runs, std::back_inserter(of_release), [&](const store::Run& run) {
      return run.release == release && !store::is_superseded(campaign, run);
    });
  }
  std::vector<const store::Run*> all;
  for (const auto& run : of_release) all.push_back(&run);
  const auto read = read_cell_runs(store, all, place);
  if (!read) return tl::unexpected(read.error());
  put_values(*read, grid, place);
  return place;
}

}  // namespace schedlitmus::campaign
