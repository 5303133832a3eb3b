// A campaign on a clock of its own.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <utility>
#include <vector>

#include "plan/plan.hpp"
#include "plan/slots.hpp"

namespace schedlitmus::plan {

struct SimulatedCell {
  Cell cell;
  int runs = 10;       ///< that it needs
  double seconds = 1;  ///< that each takes, give or take a third
};

struct SimulatedRun {
  std::size_t cell = 0;
  double begin = 0, end = 0;
  Slot slot;
};

class Simulation {
 public:
  Simulation(const std::vector<SimulatedCell>& cells, const Placement& placement, std::uint64_t seed)
      : simulated_(cells), random_(seed), slots_(placement.slots), schedule_(places_of(cells), seed) {
    for (const auto& cell : cells) states_.push_back({.expected_more = cell.runs});
  }

  std::function<void(const SimulatedRun&)> on_start, on_end;

  /// Until no run is left; gives the time that it took.
  double run() {
    double now = 0;
    while (true) {
      while (const auto cell = schedule_.next(states_, &slots_)) start(*cell, now);
      if (under_way_.empty()) return now;
      now = finish();
    }
  }

  [[nodiscard]] const std::vector<SimulatedRun>& under_way() const { return under_way_; }
  [[nodiscard]] const std::vector<CellState>& states() const { return states_; }
  [[nodiscard]] const Schedule& schedule() const { return schedule_; }
  [[nodiscard]] const Slots& slots() const { return slots_; }

 private:
  static std::vector<Cell> places_of(const std::vector<SimulatedCell>& cells) {
    std::vector<Cell> places;
    for (const auto& cell : cells) places.push_back(cell.cell);
    return places;
  }

  void start(std::size_t cell, double now) {
    const double took = simulated_[cell].seconds * (2 + static_cast<double>(random_() % 200) / 100) / 3;
    under_way_.push_back({cell, now, now + took, slots_.take(schedule_.cells()[cell].gomaxprocs)});
    ++states_[cell].under_way;
    if (on_start) on_start(under_way_.back());
  }

  double finish() {
    const auto first = std::ranges::min_element(under_way_, {}, &SimulatedRun::end);
    const auto run = *first;
    under_way_.erase(first);
    slots_.give_back(run.slot);
    auto& state = states_[run.cell];
    --state.under_way;
    ++state.runs;
    state.done = --state.expected_more == 0;
    if (on_end) on_end(run);
    return run.end;
  }

  std::vector<SimulatedCell> simulated_;
  std::mt19937_64 random_;
  Slots slots_;
  Schedule schedule_;
  std::vector<CellState> states_;
  std::vector<SimulatedRun> under_way_;
};

}  // namespace schedlitmus::plan
