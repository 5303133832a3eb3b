#include "campaign/compared_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "campaign/kept_trace.hpp"
#include "compare/run_values.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::campaign {

namespace {

constexpr const char* kByProcs = "GOMAXPROCS";
constexpr std::size_t kMostPrinted = 256U << 10U;  ///< of stdout, as compare/ reads it

/// The number behind NAME= in "schedtrace=25,scheddetail=1"; 0: none.
int setting_of(const std::string& godebug, const std::string& name) {
  const auto text = "," + godebug;
  const auto at = text.find("," + name + "=");
  if (at == std::string::npos) return 0;
  int value = 0;
  const char* const begin = text.data() + at + name.size() + 2;
  std::from_chars(begin, text.data() + text.size(), value);
  return value;
}

std::pair<compare::Ended, int> ended_of(const process::RunRecord& record) {
  using compare::Ended;
  switch (record.ending) {
    case process::Ending::exited:
      return {Ended::exited, record.code};
    case process::Ending::signalled:
      return {Ended::signalled, record.signal};
    case process::Ending::timed_out:
      return {Ended::timed_out, 0};
    case process::Ending::output_limit:
      return {Ended::output_limit, 0};
    case process::Ending::memory_limit:
      return {Ended::memory_limit, 0};
    case process::Ending::stopped:
    case process::Ending::interrupted:
      break;
  }
  return {Ended::unknown, 0};
}

double in_ms(std::chrono::nanoseconds time) { return std::chrono::duration<double, std::milli>(time).count(); }

compare::RunShown shown_of(const store::Run& run) {
  compare::RunShown shown;
  std::tie(shown.ended, shown.number) = ended_of(run.record);
  shown.out = run.stdout_head.substr(0, kMostPrinted);
  read_kept(run, shown.series);
  shown.err_is_text = run.capture == store::kMessages;
  shown.cpu_ms = in_ms(run.record.user_cpu + run.record.system_cpu);
  shown.wall_ms = in_ms(run.record.wall);
  shown.lost_share = run.health.lost_share();
  shown.mask = {run.release, run.executable};
  return shown;
}

std::string build_of(const store::Run& run) {
  auto text = run.go_line.empty() ? std::string("GOPATH mode") : "module, go " + run.go_line;
  if (!run.default_godebug.empty()) text += ", GODEBUG defaults " + run.default_godebug;
  return text;
}

/// One cell's runs, before it is known at which times they are compared.
struct CellRuns {
  std::vector<std::int64_t> ids;
  std::vector<compare::RunShown> shown;
  Millis period{};
};

class Reader {
 public:
  Reader(const store::Store& store, const store::Campaign& campaign) : store_(store), campaign_(campaign) {}

  Result<ComparedLines> read() {
    auto runs = store_.runs(campaign_.id);
    if (!runs) return tl::unexpected(runs.error());
    std::ranges::stable_sort(*runs, {}, &store::Run::turn);
    lay_out();
    for (const auto& run : *runs) by_cell_[run.cell].push_back(&run);
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
    const bool by_release = releases.size() > 1;
    const bool by_procs = !by_release && gomaxprocs.size() > 1;
    lines_.axis = by_release ? "Go" : by_procs ? kByProcs : "GODEBUG";
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

  static compare::Place place_of(const store::Cell& cell, std::string value) {
    compare::Place place;
    place.value = std::move(value);
    if (const auto version = toolchain::Version::parse(cell.release)) place.minor = version->minor;
    place.why_none = cell.skipped_why;
    if (cell.error) place.why_none = cell.error->what;
    return place;
  }

  Result<void> fill(std::size_t index) {
    auto& places = lines_.lines[index].places;
    std::vector<CellRuns> cells;
    std::vector<Millis> lengths;
    Millis period{};
    for (std::size_t i = 0; i < places.size(); ++i) {
      auto read = read_cell(cells_[index][i], places[i]);
      if (!read) return tl::unexpected(read.error());
      cells.push_back(std::move(*read));
      period = std::max(period, cells.back().period);
      if (places[i].noisy || cells.back().ids.size() < static_cast<std::size_t>(compare::kFewestRuns)) continue;
      lengths.push_back(length_of_cell(cells.back()));
    }
    const auto grid = compare::make_grid(lengths, period);
    lines_.lines[index].traced_until = grid.until;
    for (std::size_t i = 0; i < places.size(); ++i) {
      places[i].traced = !places[i].noisy && grid.reached_by(length_of_cell(cells[i]));
      for (std::size_t n = 0; n < cells[i].ids.size(); ++n) {
        auto values = compare::values_of(cells[i].shown[n], grid);
        // The setting itself is no finding.
        if (lines_.axis == kByProcs)
          std::erase_if(values, [](const auto& value) { return value.first.name == "gomaxprocs"; });
        if (places[i].noisy) {
          std::erase_if(values, [](const auto& value) { return value.first.group != compare::Group::output; });
        }
        places[i].runs.push_back({cells[i].ids[n], std::move(values)});
      }
      cells[i] = {};
    }
    return {};
  }

  static Millis length_of_cell(const CellRuns& cell) {
    std::vector<Millis> lengths;
    for (const auto& run : cell.shown) lengths.push_back(run.series.length());
    return compare::length_of(std::move(lengths));
  }

  /// Those that count; where they are too few, and only because the host was busy, all.
  Result<CellRuns> read_cell(int cell, compare::Place& place) {
    std::vector<const store::Run*> counting;
    std::vector<const store::Run*> all;
    for (const auto* run : by_cell_[cell]) {
      if (store::is_superseded(campaign_, *run)) continue;
      all.push_back(run);
      if (run->counts) counting.push_back(run);
    }
    const auto is_enough = [](std::size_t runs) { return runs >= static_cast<std::size_t>(compare::kFewestRuns); };
    place.noisy = !is_enough(counting.size()) && is_enough(all.size());
    const auto& taken = place.noisy ? all : counting;
    place.excluded = static_cast<int>(all.size() - taken.size());
    CellRuns read;
    for (const auto* run : taken) {
      auto whole = store_.run(run->id);
      if (!whole) return tl::unexpected(whole.error());
      if (!*whole) return fail(fmt::format("run {} is no longer in the store", run->id));
      read.ids.push_back(run->id);
      read.shown.push_back(shown_of(**whole));
      read.period = Millis(setting_of(run->godebug, "schedtrace"));
      place.detail = setting_of(run->godebug, "scheddetail") != 0;
      place.build = build_of(*run);
      place.go_line = run->go_line;
    }
    return read;
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

}  // namespace schedlitmus::campaign
