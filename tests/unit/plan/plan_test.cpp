#include "plan/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>

#include "simulation.hpp"

namespace schedlitmus::plan {
namespace {

constexpr std::size_t kCells = 5;
constexpr int kRounds = 10'000;

using std::chrono::milliseconds;
using std::chrono::seconds;

std::vector<Cell> cells_of(std::size_t count) {
  std::vector<Cell> cells(count);
  for (std::size_t i = 0; i < count; ++i) cells[i] = {.expectation = i / 2, .release = "1.13.15", .variant = {}};
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

TEST(Schedule, StartsNoRunOfWhichThoseUnderWayWillDo) {
  Schedule schedule(cells_of(2), 1);
  std::vector<CellState> states(2, {.expected_more = 2});
  for (int run = 0; run < 4; ++run) ++states[one_more(schedule, states)].under_way;
  EXPECT_EQ(states[0].under_way, 2);
  EXPECT_EQ(states[1].under_way, 2);
  EXPECT_EQ(schedule.next(states), std::nullopt);
}

TEST(Schedule, GoesOnWithWhatFitsWhileAWideCellWaitsButNotForEver) {
  auto cells = cells_of(6);
  cells[2].gomaxprocs = 4;
  Schedule schedule(cells, 5);
  const std::vector<CellState> states(6, {.expected_more = 100});
  Slots slots({0, 1, 2, 3}, 4);
  const auto narrow = slots.take(1);
  for (std::uint64_t round = 0; round < kMostAhead; ++round) {
    std::set<std::size_t> seen;
    for (int run = 0; run < 5; ++run) seen.insert(schedule.next(states, &slots).value_or(2));
    EXPECT_EQ(seen, (std::set<std::size_t>{0, 1, 3, 4, 5}));
  }
  EXPECT_EQ(schedule.next(states, &slots), std::nullopt) << "the wide one has its turn first";
  slots.give_back(narrow);
  EXPECT_EQ(schedule.next(states, &slots), 2U);
}

TEST(Schedule, IsOneOrderWhereRunsGoOnOneAtATime) {
  auto cells = cells_of(6);
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i].gomaxprocs = 1 + static_cast<int>(i % 3);
  Schedule schedule(cells, 5);
  Schedule of_equals(cells_of(6), 5);
  const std::vector<CellState> states(6);
  const Slots slots({0, 1, 2, 3}, 1);
  for (int run = 0; run < 30; ++run) EXPECT_EQ(schedule.next(states, &slots), of_equals.next(states));
}

TEST(TimeLeft, IsUnknownBeforeTheFirstRun) {
  EXPECT_EQ(TimeLeft{}.estimate(cells_of(2), std::vector<CellState>(2)), std::nullopt);
}

TEST(TimeLeft, IsTheMeanOfEachCellTimesTheRunsItNeeds) {
  TimeLeft left;
  left.ran(0, 0, seconds{2});
  left.ran(0, 0, seconds{4});
  left.ran(2, 1, seconds{10});
  const auto cells = cells_of(4);  // two of each expectation
  const std::vector<CellState> states{{false, 2, 8}, {false, 0, 2}, {false, 1, 3}, {true, 10, 0}};
  EXPECT_EQ(left.estimate(cells, states), seconds{10 * 3 + 3 * 10});
  left.ran(1, 0, seconds{9});
  EXPECT_EQ(left.estimate(cells, states), seconds{8 * 3 + 2 * 9 + 3 * 10});
}

TEST(TimeLeft, TakesTheOverallMeanForAnExpectationThatHasNotRun) {
  TimeLeft left;
  left.ran(0, 0, seconds{2});
  left.ran(1, 0, seconds{4});
  const std::vector<CellState> states{{true, 10, 0}, {true, 10, 0}, {false, 0, 10}, {false, 0, 5}};
  EXPECT_EQ(left.estimate(cells_of(4), states), seconds{45});
}

TEST(TimeLeft, RoundsUpAndCountsAtLeastOneRunOfACellThatIsNotDone) {
  TimeLeft left;
  left.ran(0, 0, milliseconds{300});
  EXPECT_EQ(left.estimate(cells_of(1), {{false, 3, 0}}), seconds{1});
}

TEST(TimeLeft, IsNothingWhenAllIsDone) {
  TimeLeft left;
  left.ran(0, 0, seconds{2});
  EXPECT_EQ(left.estimate(cells_of(1), {{true, 10, 0}}), seconds{0});
}

TEST(TimeLeft, SharesTheSlotsAmongTheRuns) {
  TimeLeft left;
  left.ran(0, 0, seconds{2});
  auto cells = cells_of(2);
  const std::vector<CellState> states{{false, 1, 10}, {false, 0, 10}};
  const Slots four({0, 1, 2, 3}, 4);
  EXPECT_EQ(left.estimate(cells, states, four), seconds{10}) << "one CPU each: four at once";
  for (auto& cell : cells) cell.gomaxprocs = 2;
  EXPECT_EQ(left.estimate(cells, states, four), seconds{20}) << "two CPUs each: two at once";
  for (auto& cell : cells) cell.gomaxprocs = 16;
  EXPECT_EQ(left.estimate(cells, states, four), seconds{40}) << "all CPUs each: one at a time";
  for (auto& cell : cells) cell.gomaxprocs = 1;
  EXPECT_EQ(left.estimate(cells, states, Slots({0, 1, 2, 3}, 1)), seconds{40}) << "one at a time, as asked for";
}

/// What was said at each start after a first round, over the true time left.
std::vector<double> ratios_of(const Placement& placement, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<SimulatedCell> cells;
  for (std::size_t i = 0; i < 24; ++i) {
    cells.push_back(
        {.cell = {.expectation = i / 6, .release = "1.13.15", .gomaxprocs = i % 3 == 0 ? 2 : 1, .variant = {}},
         .runs = 5 + static_cast<int>(random() % 16),
         .seconds = 0.2 + 0.1 * static_cast<double>(random() % 30)});
  }
  Simulation simulation(cells, placement, seed);
  std::vector<std::pair<double, double>> said;  // when, what
  TimeLeft time_left;
  std::size_t ended = 0;
  simulation.on_end = [&](const SimulatedRun& run) {
    time_left.ran(run.cell, cells[run.cell].cell.expectation,
                  std::chrono::nanoseconds(static_cast<std::int64_t>((run.end - run.begin) * 1e9)));
    ++ended;
  };
  simulation.on_start = [&](const SimulatedRun& run) {
    const auto left = time_left.estimate(simulation.schedule().cells(), simulation.states(), simulation.slots());
    if (left && ended > cells.size()) said.emplace_back(run.begin, static_cast<double>(left->count()));
  };
  const double wall = simulation.run();
  std::vector<double> ratios;
  for (const auto& [when, what] : said)
    if (wall - when > 20) ratios.push_back(what / (wall - when));
  return ratios;
}

TEST(TimeLeft, IsHonestWithParallelSlots) {
  for (const int cpus : {1, 2, 5, 8}) {
    std::vector<int> all(static_cast<std::size_t>(cpus));
    for (int i = 0; i < cpus; ++i) all[static_cast<std::size_t>(i)] = i;
    std::vector<double> ratios;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      const auto some = ratios_of(place(all, 0, {1, 2}), seed);
      ratios.insert(ratios.end(), some.begin(), some.end());
    }
    ASSERT_GT(ratios.size(), 100U);
    std::ranges::sort(ratios);
    EXPECT_GT(ratios[ratios.size() / 20], 0.75) << cpus << " CPUs: said too little";
    EXPECT_LT(ratios[ratios.size() - ratios.size() / 20], 1.25) << cpus << " CPUs: said too much";
  }
}

}  // namespace
}  // namespace schedlitmus::plan
