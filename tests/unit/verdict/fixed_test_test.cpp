#include "verdict/fixed_test.hpp"

#include <gtest/gtest.h>

#include "simulated_runs.hpp"

namespace schedlitmus::verdict {
namespace {

using expectation::Hold;
using expectation::HoldTest;

Hold hold_of(double good, double bad, int runs = 0) {
  return {.test = HoldTest::fixed, .runs = runs, .good = good, .bad = bad};
}

TEST(FixedTest, TakesAsManyRunsAndMissesAsTheDocumentedTableSays) {
  struct Row {
    double good, bad;
    int runs, allowed;
  };
  for (const auto& [good, bad, runs, allowed] :
       {Row{.95, .70, 24, 3}, Row{.98, .80, 30, 2}, Row{.95, .80, 50, 5}, Row{.99, .90, 61, 2}}) {
    const FixedTest test(hold_of(good, bad));
    EXPECT_EQ(test.runs(), runs) << good << "/" << bad;
    EXPECT_EQ(test.allowed(), allowed) << good << "/" << bad;
    EXPECT_EQ(test.broken(), allowed + 1) << good << "/" << bad;
  }
}

TEST(FixedTest, LeavesRoomBetweenWhereTheRunsAreTooFew) {
  const FixedTest test(hold_of(.95, .70, 10));
  EXPECT_EQ(test.allowed(), 0);  // .7^10 = .028, .7^10 + 10 * .3 * .7^9 = .149
  EXPECT_EQ(test.broken(), 3);   // P(more than 1 of 10 | .05) = .086, more than 2: .012
  EXPECT_EQ(test.verdict(0), VerdictKind::holds);
  EXPECT_EQ(test.verdict(1), VerdictKind::inconclusive);
  EXPECT_EQ(test.verdict(2), VerdictKind::inconclusive);
  EXPECT_EQ(test.verdict(3), VerdictKind::violated);
}

TEST(FixedTest, NeverHoldsAfterTooFewRunsForIt) {
  const FixedTest test(hold_of(.95, .70, 5));  // .7^5 = .17
  EXPECT_EQ(test.allowed(), -1);
  EXPECT_EQ(test.verdict(0), VerdictKind::inconclusive);
}

TEST(FixedTest, IsMonotoneInTheMisses) {
  for (const int runs : {1, 5, 10, 24, 60, 200}) {
    const FixedTest test(hold_of(.95, .70, runs));
    auto before = VerdictKind::holds;
    const auto rank = [](VerdictKind kind) {
      return kind == VerdictKind::holds ? 0 : kind == VerdictKind::inconclusive ? 1 : 2;
    };
    for (int missed = 0; missed <= runs; ++missed) {
      EXPECT_GE(rank(test.verdict(missed)), rank(before));
      before = test.verdict(missed);
    }
  }
}

TEST(FixedTest, KeepsItsErrorRatesInSimulation) {
  constexpr int kVerdicts = 20'000;
  // Five standard deviations above 5 % of so many.
  constexpr int kMostErrors = 1155;
  for (const int runs : {0, 10, 24, 40}) {
    const Hold hold = hold_of(.95, .70, runs);
    const FixedTest test(hold);
    SimulatedRuns good(hold.good, 1);
    SimulatedRuns bad(hold.bad, 2);
    int false_alarms = 0;
    int overlooked = 0;
    for (int i = 0; i < kVerdicts; ++i) {
      int missed_when_good = 0;
      int missed_when_bad = 0;
      for (int run = 0; run < test.runs(); ++run) {
        missed_when_good += good.next() ? 0 : 1;
        missed_when_bad += bad.next() ? 0 : 1;
      }
      false_alarms += test.verdict(missed_when_good) == VerdictKind::violated ? 1 : 0;
      overlooked += test.verdict(missed_when_bad) == VerdictKind::holds ? 1 : 0;
    }
    EXPECT_LE(false_alarms, kMostErrors) << runs;
    EXPECT_LE(overlooked, kMostErrors) << runs;
  }
}

}  // namespace
}  // namespace schedlitmus::verdict
