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

bool can_start(const CellState& state) {
  // A cell that is not done takes at least one more run.
  return !state.done && state.under_way < std::max(1, state.expected_more);
}

Schedule::Schedule(std::vector<Cell> cells, std::uint64_t seed) : cells_(std::move(cells)), random_(seed) {}

void Schedule::begin_round() {
  // Cells that are done are shuffled too: a round's order then depends on
  // the seed and the round only, not on the verdicts so far.
  round_.resize(cells_.size());
  std::iota(round_.begin(), round_.end(), std::size_t{0});
  shuffle(round_, random_);
}

std::optional<std::size_t> Schedule::next(const std::vector<CellState>& states,
                                          const std::function<bool(const Cell&)>& fits) {
  assert(states.size() == cells_.size());
  if (std::ranges::none_of(states, can_start)) return std::nullopt;
  while (true) {
    std::erase_if(round_, [&](std::size_t cell) { return !can_start(states[cell]); });
    if (!round_.empty()) break;
    begin_round();
  }
  const auto found = std::ranges::find_if(round_, [&](std::size_t cell) { return !fits || fits(cells_[cell]); });
  if (found == round_.end()) return std::nullopt;
  const auto cell = *found;
  round_.erase(found);
  return cell;
}

void TimeLeft::Sum::add(std::chrono::nanoseconds took) {
  total += took;
  ++runs;
}

std::chrono::duration<double> TimeLeft::Sum::mean() const { return std::chrono::duration<double>(total) / runs; }

void TimeLeft::ran(std::size_t cell, std::size_t expectation, std::chrono::nanoseconds took) {
  by_cell_[cell].add(took);
  by_expectation_[expectation].add(took);
  all_.add(took);
}

const TimeLeft::Sum& TimeLeft::known_of(std::size_t cell, std::size_t expectation) const {
  if (const auto own = by_cell_.find(cell); own != by_cell_.end()) return own->second;
  const auto alike = by_expectation_.find(expectation);
  return alike == by_expectation_.end() ? all_ : alike->second;
}

std::optional<std::chrono::seconds> TimeLeft::estimate(const std::vector<Cell>& cells,
                                                       const std::vector<CellState>& states, const Slots& slots) const {
  assert(states.size() == cells.size());
  if (all_.runs == 0) return std::nullopt;
  std::chrono::duration<double> runs{};  // one after the other
  std::chrono::duration<double> cpus{};  // CPUs times the time that they are taken
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (states[i].done) continue;
    const auto left = std::max(1, states[i].expected_more) * known_of(i, cells[i].expectation).mean();
    runs += left;
    cpus += left * slots.width(cells[i].gomaxprocs);
  }
  const auto left = std::max(runs / slots.most(), cpus / static_cast<double>(slots.cpus().size()));
  return std::chrono::ceil<std::chrono::seconds>(left);
}

}  // namespace schedlitmus::plan
