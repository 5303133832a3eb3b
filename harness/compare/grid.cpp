#include "compare/grid.hpp"

#include <algorithm>

namespace schedlitmus::compare {
namespace {

constexpr int kTimes = 5;
constexpr int kFewestPeriods = 8;  ///< of a trace with times to choose
constexpr int kShort = 3;          ///< a cell is short below the median's third
constexpr double kEnd = 0.9;       ///< how a program ends is not when: its last samples are left out

Millis rounded(Millis time, Millis to) { return (time + to / 2) / to * to; }

}  // namespace

Millis length_of(std::vector<Millis> runs) {
  if (runs.empty()) return {};
  std::ranges::sort(runs);
  return runs[runs.size() / 10];
}

Grid make_grid(std::vector<Millis> cells, Millis period) {
  if (cells.empty() || period.count() <= 0) return {};
  std::ranges::sort(cells);
  const auto least = cells[cells.size() / 2] / kShort;
  const auto shortest = std::max(*std::ranges::lower_bound(cells, least), Millis{});
  const Millis end(static_cast<Millis::rep>(static_cast<double>(shortest.count()) * kEnd));
  if (end < period * kFewestPeriods) return {};
  Grid grid;
  grid.within = period;
  grid.from = period * 2;
  grid.until = end;
  for (int i = 1; i <= kTimes; ++i) {
    const auto time = rounded(end * i / kTimes, period);
    if (time >= grid.from && time <= end && (grid.times.empty() || grid.times.back() != time))
      grid.times.push_back(time);
  }
  return grid;
}

}  // namespace schedlitmus::compare
