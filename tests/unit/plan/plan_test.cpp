#include "plan/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

namespace schedlitmus::plan {
namespace {

constexpr std::size_t kCells = 5;
constexpr int kRounds = 10'000;

using std::chrono::milliseconds;
using std::chrono::seconds;

std::vector<Cell> cells_of(std::size_t count) {
  std::vector<Cell> cells(count);
  for (std::size_t i = 0; i < count; ++i) cells[i] = {.expectation = i / 2, .release = "1.13.15"};
  return cells;
}

/// The next cell, where there has to be one.
std::size_t one_more(Schedule& schedule, const std::vector<CellState>& states) {
  const auto cell = schedule.next(states);
  EXPECT_TRUE(cell.has_value());
  return cell.value_or(0);
}

std::vector<std::size_t> take(Schedule& schedule, const std::vector<CellState>& states, std::size_t count) {
  std::vector<std::size_t> order(count);
  for (std::size_t& cell : order) cell = one_more(schedule, states);
  return order;
}

TEST(Schedule, VisitsEachCellOnceARound) {
  Schedule schedule(cells_of(12), 1);
  const std::vector<CellState> states(12);
  for (int round = 0; round < 5; ++round) {
    const auto order = take(schedule, states, 12);
    EXPECT_EQ(std::set(order.begin(), order.end()).size(), 12U);
  }
}

TEST(Schedule, ShufflesEachRoundAnew) {
  Schedule schedule(cells_of(12), 1);
  const std::vector<CellState> states(12);
  EXPECT_NE(take(schedule, states, 12), take(schedule, states, 12));
}

TEST(Schedule, HasTheOrderOfItsSeed) {
  Schedule one(cells_of(12), 42);
  Schedule same(cells_of(12), 42);
  Schedule other(cells_of(12), 43);
  const std::vector<CellState> states(12);
  const auto order = take(one, states, 60);
  EXPECT_EQ(order, take(same, states, 60));
  EXPECT_NE(order, take(other, states, 60));
}

TEST(Schedule, HasTheSameOrderWithEveryCompiler) {
  // Worked out apart from this code, from the generator's definition.
  Schedule schedule(cells_of(8), 42);
  EXPECT_EQ(take(schedule, std::vector<CellState>(8), 8), (std::vector<std::size_t>{7, 0, 5, 1, 2, 4, 3, 6}));
}

TEST(Schedule, SkipsACellThatIsDoneInMidRound) {
  Schedule schedule(cells_of(6), 7);
  Schedule undisturbed(cells_of(6), 7);
  std::vector<CellState> states(6);
  const auto expected = take(undisturbed, states, 12);

  auto order = take(schedule, states, 2);
  const std::size_t done = expected[3];
  states[done].done = true;
  const auto rest = take(schedule, states, 8);
  order.insert(order.end(), rest.begin(), rest.end());

  auto without = expected;
  without.erase(std::remove(without.begin() + 2, without.end(), done), without.end());
  EXPECT_EQ(order, without);
}

TEST(Schedule, EndsWhenAllCellsAreDone) {
  Schedule schedule(cells_of(3), 1);
  std::vector<CellState> states(3);
  int runs = 0;
  while (const auto cell = schedule.next(states)) {
    states[*cell].done = ++states[*cell].runs == 4;
    ++runs;
  }
  EXPECT_EQ(runs, 12);
  EXPECT_EQ(schedule.next(states), std::nullopt);
}

TEST(Schedule, OfNoCellsEndsAtOnce) {
  Schedule schedule({}, 1);
  EXPECT_EQ(schedule.next({}), std::nullopt);
}

TEST(Schedule, PutsEachCellAtEachPlaceAsOften) {
  Schedule schedule(cells_of(kCells), 3);
  const std::vector<CellState> states(kCells);
  std::array<std::array<int, kCells>, kCells> seen{};
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t place = 0; place < kCells; ++place) ++seen.at(place).at(one_more(schedule, states));
  }
  // Binomial with rate 1/5: five standard deviations of 40 around 2,000.
  for (const auto& place : seen) {
    for (const int count : place) EXPECT_NEAR(count, 2'000, 200);
  }
}

TEST(TimeLeft, IsUnknownBeforeTheFirstRun) {
  EXPECT_EQ(TimeLeft{}.estimate(cells_of(2), std::vector<CellState>(2)), std::nullopt);
}

TEST(TimeLeft, IsTheMeanOfEachExpectationTimesTheRunsItsCellsNeed) {
  TimeLeft left;
  left.ran(0, seconds{2});
  left.ran(0, seconds{4});
  left.ran(1, seconds{10});
  const auto cells = cells_of(4);  // two of each expectation
  const std::vector<CellState> states{{false, 1, 8}, {false, 1, 2}, {false, 1, 3}, {true, 10, 0}};
  EXPECT_EQ(left.estimate(cells, states), seconds{10 * 3 + 3 * 10});
}

TEST(TimeLeft, TakesTheOverallMeanForAnExpectationThatHasNotRun) {
  TimeLeft left;
  left.ran(0, seconds{2});
  left.ran(0, seconds{4});
  const std::vector<CellState> states{{true, 10, 0}, {true, 10, 0}, {false, 0, 10}, {false, 0, 5}};
  EXPECT_EQ(left.estimate(cells_of(4), states), seconds{45});
}

TEST(TimeLeft, RoundsUpAndCountsAtLeastOneRunOfACellThatIsNotDone) {
  TimeLeft left;
  left.ran(0, milliseconds{300});
  EXPECT_EQ(left.estimate(cells_of(1), {{false, 3, 0}}), seconds{1});
}

TEST(TimeLeft, IsNothingWhenAllIsDone) {
  TimeLeft left;
  left.ran(0, seconds{2});
  EXPECT_EQ(left.estimate(cells_of(1), {{true, 10, 0}}), seconds{0});
}

}  // namespace
}  // namespace schedlitmus::plan
