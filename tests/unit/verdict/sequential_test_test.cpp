#include <gtest/gtest.h>

#include <cmath>
#include <ostream>

#include "simulated_runs.hpp"
#include "verdict/sequential_test.hpp"

namespace schedlitmus::verdict {
namespace {

constexpr int kWalks = 20'000;

using expectation::Hold;

/// A row of the table in ARCHITECTURE.md, "Verdicts".
struct Row {
  double good, bad;
  int if_all_hold, if_all_miss;
  double mean_when_good, mean_when_bad;
};

std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.good << "/" << row.bad; }

Hold hold_of(const Row& row) { return {.good = row.good, .bad = row.bad}; }

int runs_until_decided(const Hold& hold, bool held) {
  SequentialTest test(hold);
  int runs = 0;
  for (; test.state() == VerdictKind::inconclusive; ++runs) test.add(held);
  return runs;
}

struct Walks {
  int violated = 0;
  double mean_runs = 0;
};

Walks walk(const Hold& hold, double rate, int walks, std::uint64_t seed) {
  SimulatedRuns simulated(rate, seed);
  Walks result;
  std::int64_t runs = 0;
  for (int i = 0; i < walks; ++i) {
    SequentialTest test(hold);
    for (; test.state() == VerdictKind::inconclusive; ++runs) test.add(simulated.next());
    result.violated += test.state() == VerdictKind::violated ? 1 : 0;
  }
  result.mean_runs = static_cast<double>(runs) / walks;
  return result;
}

/// Wald: the true error is at most alpha / (1 - beta). A correct test of that
/// error stays below this count of `walks` except with a chance of 3e-7 (five
/// standard deviations of the binomial distribution).
double most_errors(double error, double other_error, int walks) {
  const double bound = error / (1 - other_error);
  return walks * bound + 5 * std::sqrt(walks * bound * (1 - bound));
}

class SequentialTestTable : public testing::TestWithParam<Row> {};

TEST_P(SequentialTestTable, StopsAfterAsManyEqualRunsAsTheTableSays) {
  const Hold hold = hold_of(GetParam());
  EXPECT_EQ(runs_until_decided(hold, true), GetParam().if_all_hold);
  EXPECT_EQ(runs_until_decided(hold, false), GetParam().if_all_miss);
  EXPECT_EQ(SequentialTest(hold).expected_more(), GetParam().if_all_hold);
}

TEST_P(SequentialTestTable, KeepsItsErrorRates) {
  const Hold hold = hold_of(GetParam());
  const Walks good = walk(hold, hold.good, kWalks, 1);
  EXPECT_LE(good.violated, most_errors(hold.alpha, hold.beta, kWalks));
  const Walks bad = walk(hold, hold.bad, kWalks, 2);
  EXPECT_LE(kWalks - bad.violated, most_errors(hold.beta, hold.alpha, kWalks));
}

TEST_P(SequentialTestTable, TakesAsManyRunsOnAverageAsTheTableSays) {
  // The table's figures come from as many walks: both have a standard error of
  // at most 0.2 runs.
  const Hold hold = hold_of(GetParam());
  EXPECT_NEAR(walk(hold, hold.good, kWalks, 3).mean_runs, GetParam().mean_when_good, 1);
  EXPECT_NEAR(walk(hold, hold.bad, kWalks, 4).mean_runs, GetParam().mean_when_bad, 1);
}

INSTANTIATE_TEST_SUITE_P(Documented, SequentialTestTable,
                         testing::Values(Row{.95, .70, 10, 2, 14.5, 10.2}, Row{.98, .80, 15, 2, 18.9, 12.1},
                                         Row{.95, .80, 18, 3, 30.4, 22.5}, Row{.99, .90, 31, 2, 39.4, 24.3}));

TEST(SequentialTest, IsUndecidedWithoutRuns) {
  const SequentialTest test{Hold{}};
  EXPECT_EQ(test.state(), VerdictKind::inconclusive);
  EXPECT_EQ(test.log_ratio(), 0);
  EXPECT_LT(test.lower(), 0);
  EXPECT_GT(test.upper(), 0);
}

TEST(SequentialTest, StaysDecided) {
  SequentialTest test{Hold{}};
  test.add(false);
  test.add(false);
  ASSERT_EQ(test.state(), VerdictKind::violated);
  const double ratio = test.log_ratio();
  for (int i = 0; i < 100; ++i) test.add(true);
  EXPECT_EQ(test.state(), VerdictKind::violated);
  EXPECT_EQ(test.log_ratio(), ratio);
  EXPECT_EQ(test.expected_more(), 0);
}

TEST(SequentialTest, DoesNotDependOnTheOrderOfUndecidedRuns) {
  SequentialTest miss_first{Hold{}};
  SequentialTest miss_last{Hold{}};
  miss_first.add(false);
  for (int i = 0; i < 6; ++i) miss_first.add(true);
  for (int i = 0; i < 6; ++i) miss_last.add(true);
  miss_last.add(false);
  EXPECT_EQ(miss_first.log_ratio(), miss_last.log_ratio());
  EXPECT_EQ(miss_first.expected_more(), miss_last.expected_more());
}

TEST(SequentialTest, IsMonotoneInTheRuns) {
  SequentialTest test{Hold{}};
  double before = test.log_ratio();
  for (const bool held : {true, true, false, true, true, true, true, true}) {
    test.add(held);
    EXPECT_EQ(test.log_ratio() < before, held);
    before = test.log_ratio();
  }
}

TEST(SequentialTest, DecidesAtOnceWhereOneRunProvesIt) {
  EXPECT_EQ(runs_until_decided({.good = 1, .bad = 0.5}, false), 1);
  EXPECT_EQ(runs_until_decided({.good = 0.9, .bad = 0}, true), 1);
  EXPECT_EQ(runs_until_decided({.good = 1, .bad = 0.5}, true), 5);
}

TEST(SequentialTest, ExpectsTheRestOfEqualRunsExactly) {
  SequentialTest holds{Hold{}};
  holds.add(true);
  EXPECT_EQ(holds.expected_more(), 9);
  SequentialTest misses{Hold{}};
  misses.add(false);
  EXPECT_EQ(misses.expected_more(), 1);
}

/// The mean number of runs that walks need from these counts on, at their rate.
double mean_more(int held, int missed, std::uint64_t seed) {
  SimulatedRuns simulated(static_cast<double>(held) / (held + missed), seed);
  std::int64_t more = 0;
  for (int i = 0; i < kWalks; ++i) {
    SequentialTest test{Hold{}};
    for (int run = 0; run < held + missed; ++run) test.add(run % (held / missed + 1) != 0);
    for (; test.state() == VerdictKind::inconclusive; ++more) test.add(simulated.next());
  }
  return static_cast<double>(more) / kWalks;
}

TEST(SequentialTest, ExpectsAboutWhatWalksAtTheSeenRateNeed) {
  // Overshoot at the bounds is left out of the estimate, so it may be short by
  // some runs, but never by a factor; 12 of 14 is between good and bad.
  for (const auto& [held, missed] : {std::pair{5, 1}, {12, 2}, {9, 1}, {18, 3}, {2, 1}}) {
    SequentialTest test{Hold{}};
    for (int run = 0; run < held + missed; ++run) test.add(run % (held / missed + 1) != 0);
    ASSERT_EQ(test.state(), VerdictKind::inconclusive) << held << " " << missed;
    const double mean = mean_more(held, missed, 5);
    EXPECT_GE(test.expected_more(), 0.5 * mean) << held << " " << missed;
    EXPECT_LE(test.expected_more(), 1.5 * mean) << held << " " << missed;
  }
}

}  // namespace
}  // namespace schedlitmus::verdict
