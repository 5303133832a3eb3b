#include "plan/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>

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

TEST(Schedule, PassesOverACellWithoutRoomButNotForTheNextRound) {
  auto cells = cells_of(6);
  for (auto& cell : cells) cell.gomaxprocs = 1;
  cells[2].gomaxprocs = 4;
  Schedule schedule(cells, 5);
  const std::vector<CellState> states(6, {.expected_more = 100});
  const auto narrow = [](const Cell& cell) { return cell.gomaxprocs == 1; };
  std::set<std::size_t> round;
  for (int run = 0; run < 5; ++run) round.insert(schedule.next(states, narrow).value_or(2));
  EXPECT_EQ(round, (std::set<std::size_t>{0, 1, 3, 4, 5}));
  EXPECT_EQ(schedule.next(states, narrow), std::nullopt) << "the wide one has its turn first";
  EXPECT_EQ(schedule.next(states), 2U);
  EXPECT_NE(schedule.next(states, narrow), std::nullopt);
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

/// A campaign on a clock of its own: every cell needs so many runs, and each
/// run takes what its cell takes, give or take a third.
class Simulation {
 public:
  Simulation(std::uint64_t seed, const Placement& placement)
      : random_(seed), slots_(placement.slots), schedule_(make_cells(), seed), states_(schedule_.cells().size()) {
    for (std::size_t i = 0; i < states_.size(); ++i) {
      states_[i].expected_more = 5 + static_cast<int>(random_() % 16);
      takes_.push_back(0.2 + 0.1 * static_cast<double>(random_() % 30));
    }
  }

  /// Of what was said at each start after a first round, said over true time left.
  std::vector<double> ratios() {
    std::vector<std::pair<double, double>> said;  // when, what
    double now = 0;
    while (true) {
      while (const auto cell = schedule_.next(states_, [&](const Cell& c) { return slots_.fits(c.gomaxprocs); })) {
        start(*cell, now);
        const auto left = time_left_.estimate(schedule_.cells(), states_, slots_);
        if (left && ended_ > states_.size()) said.emplace_back(now, static_cast<double>(left->count()));
      }
      if (running_.empty()) break;
      now = finish();
    }
    std::vector<double> ratios;
    for (const auto& [when, what] : said)
      if (now - when > 20) ratios.push_back(what / (now - when));
    return ratios;
  }

 private:
  struct Running {
    double until = 0, took = 0;
    std::size_t cell = 0;
    Slot slot;
  };

  static std::vector<Cell> make_cells() {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < 24; ++i)
      cells.push_back({.expectation = i / 6, .release = "1.13.15", .gomaxprocs = i % 3 == 0 ? 2 : 1, .variant = {}});
    return cells;
  }

  void start(std::size_t cell, double now) {
    const double took = takes_[cell] * (2 + static_cast<double>(random_() % 200) / 100) / 3;
    running_.push_back({now + took, took, cell, slots_.take(schedule_.cells()[cell].gomaxprocs)});
    ++states_[cell].under_way;
  }

  double finish() {
    const auto first = std::ranges::min_element(running_, {}, &Running::until);
    const auto run = *first;
    running_.erase(first);
    slots_.give_back(run.slot);
    auto& state = states_[run.cell];
    --state.under_way;
    ++state.runs;
    state.done = --state.expected_more == 0;
    time_left_.ran(run.cell, schedule_.cells()[run.cell].expectation,
                   std::chrono::nanoseconds(static_cast<std::int64_t>(run.took * 1e9)));
    ++ended_;
    return run.until;
  }

  std::mt19937_64 random_;
  Slots slots_;
  Schedule schedule_;
  std::vector<CellState> states_;
  std::vector<double> takes_;
  std::vector<Running> running_;
  TimeLeft time_left_;
  std::size_t ended_ = 0;
};

TEST(TimeLeft, IsHonestWithParallelSlots) {
  for (const int cpus : {1, 2, 5, 8}) {
    std::vector<int> all(static_cast<std::size_t>(cpus));
    for (int i = 0; i < cpus; ++i) all[static_cast<std::size_t>(i)] = i;
    std::vector<double> ratios;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      const auto some = Simulation(seed, place(all, 0, {1, 2})).ratios();
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
