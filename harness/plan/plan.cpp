#include "plan/plan.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>
#include <utility>

namespace schedlitmus::plan {
namespace {

constexpr std::uint64_t kLargest = std::numeric_limits<std::uint64_t>::max();

/// A number below `bound`, each with the same chance. The standard's own
/// distributions and std::shuffle may differ between libraries; a seed in a
/// report has to give the same order everywhere.
std::size_t draw_below(std::mt19937_64& random, std::size_t bound) {
  const std::uint64_t surplus = (kLargest % bound + 1) % bound;  // values that would favour small numbers
  std::uint64_t drawn = random();
  while (drawn > kLargest - surplus) drawn = random();
  return drawn % bound;
}

/// Fisher-Yates.
void shuffle(std::vector<std::size_t>& items, std::mt19937_64& random) {
  for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[draw_below(random, left)]);
}

}  // namespace

Schedule::Schedule(std::vector<Cell> cells, std::uint64_t seed) : cells_(std::move(cells)), random_(seed) {}

std::optional<std::size_t> Schedule::next(const std::vector<CellState>& states) {
  assert(states.size() == cells_.size());
  if (std::ranges::all_of(states, &CellState::done)) return std::nullopt;
  while (true) {
    for (; position_ < round_.size(); ++position_) {
      if (!states[round_[position_]].done) return round_[position_++];
    }
    // Cells that are done are shuffled too: a round's order then depends on
    // the seed and the round only, not on the verdicts so far.
    round_.resize(cells_.size());
    std::iota(round_.begin(), round_.end(), std::size_t{0});
    shuffle(round_, random_);
    position_ = 0;
  }
}

void TimeLeft::ran(std::size_t expectation, std::chrono::nanoseconds took) {
  for (Sum* sum : {&by_expectation_[expectation], &all_}) {
    sum->total += took;
    ++sum->runs;
  }
}

std::optional<std::chrono::seconds> TimeLeft::estimate(const std::vector<Cell>& cells,
                                                       const std::vector<CellState>& states) const {
  assert(states.size() == cells.size());
  if (all_.runs == 0) return std::nullopt;
  std::chrono::duration<double> left{};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (states[i].done) continue;
    const auto known = by_expectation_.find(cells[i].expectation);
    const Sum& sum = known == by_expectation_.end() ? all_ : known->second;
    // A cell that is not done takes at least one more run.
    left += std::max(1, states[i].expected_more) * std::chrono::duration<double>(sum.total) / sum.runs;
  }
  return std::chrono::ceil<std::chrono::seconds>(left);
}

}  // namespace schedlitmus::plan
