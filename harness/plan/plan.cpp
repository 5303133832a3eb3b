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

Schedule::Schedule(std::vector<Cell> cells, std::uint64_t seed)
    : cells_(std::move(cells)), rounds_(cells_.size()), random_(seed) {}

void Schedule::shuffle_round() {
  // Cells that are done are shuffled too: a round's order then depends on
  // the seed and the round only, not on the verdicts so far.
  std::vector<std::size_t> order(cells_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  shuffle(order, random_);
  auto& places = places_.emplace_back(order.size());
  for (std::size_t place = 0; place < order.size(); ++place) places[order[place]] = place;
}

std::uint64_t Schedule::catch_up(const std::vector<CellState>& states) {
  std::uint64_t behind = kLargest;
  for (std::size_t i = 0; i < cells_.size(); ++i)
    if (can_start(states[i])) behind = std::min(behind, rounds_[i]);
  for (std::size_t i = 0; i < cells_.size(); ++i)
    if (!can_start(states[i])) rounds_[i] = std::max(rounds_[i], behind);
  return behind;
}

Schedule::Rank Schedule::rank_of(std::size_t cell, const Slots* slots) {
  Rank rank;
  // One at a time, each has all the room there is.
  if (slots != nullptr && slots->most() > 1) rank.narrowness = -slots->width(cells_[cell].width());
  rank.round = rounds_[cell];
  while (rank.round - first_ >= places_.size()) shuffle_round();
  rank.place = places_[rank.round - first_][cell];
  return rank;
}

std::optional<std::size_t> Schedule::next(const std::vector<CellState>& states, const Slots* slots) {
  assert(states.size() == cells_.size());
  if (std::ranges::none_of(states, can_start)) return std::nullopt;
  const auto behind = catch_up(states);
  for (; first_ < behind; ++first_) places_.pop_front();
  std::optional<std::pair<Rank, std::size_t>> best;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (!can_start(states[i]) || rounds_[i] >= behind + kMostAhead) continue;
    if (slots != nullptr && !slots->fits(cells_[i].width())) continue;
    const std::pair found(rank_of(i, slots), i);
    if (!best || found < *best) best = found;
  }
  if (!best) return std::nullopt;
  ++rounds_[best->second];
  return best->second;
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
    cpus += left * slots.width(cells[i].width());
  }
  const auto left = std::max(runs / slots.most(), cpus / static_cast<double>(slots.cpus().size()));
  return std::chrono::ceil<std::chrono::seconds>(left);
}

}  // namespace schedlitmus::plan
