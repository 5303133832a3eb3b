#include "verdict/characteristic.hpp"

#include <gtest/gtest.h>

#include <random>

#include "verdict/sequential_test.hpp"

namespace schedlitmus::verdict {
namespace {

using expectation::Hold;

TEST(Characteristic, KeepsTheErrorRatesThatWereAskedFor) {
  // Wald's bounds; the walk oversteps its limits, so both are kept with room to spare. With so
  // many runs nothing stays open.
  for (const auto& [good, bad] : {std::pair(0.95, 0.70), {0.90, 0.60}, {0.80, 0.40}}) {
    const Hold hold{.good = good, .bad = bad, .max_runs = 400};
    const auto as_promised = characteristic(hold, good);
    const auto broken = characteristic(hold, bad);
    EXPECT_LE(as_promised.violated, 0.05) << good;
    EXPECT_GT(as_promised.violated, 0.005) << good;
    EXPECT_LE(broken.holds, 0.05) << bad;
    EXPECT_NEAR(as_promised.violated + as_promised.holds, 1, 1e-6);
    EXPECT_NEAR(broken.violated + broken.holds, 1, 1e-6);
  }
}

TEST(Characteristic, IsCertainWhereNothingIsLeftToChance) {
  EXPECT_DOUBLE_EQ(characteristic(Hold{}, 0).violated, 1);
  EXPECT_DOUBLE_EQ(characteristic(Hold{}, 1).holds, 1);
  EXPECT_DOUBLE_EQ(characteristic(Hold{.max_runs = 5}, 1).holds, 0) << "ten that hold are needed";
}

TEST(Characteristic, IsWhatTheTestDoesWithRandomRuns) {
  constexpr int kTests = 20'000;
  const Hold hold;
  std::mt19937_64 random(3);
  for (const double rate : {0.95, 0.85, 0.6}) {
    std::bernoulli_distribution held(rate);
    int violated = 0;
    int holds = 0;
    for (int i = 0; i < kTests; ++i) {
      SequentialTest test(hold);
      for (int run = 0; run < hold.max_runs && test.state() == VerdictKind::inconclusive; ++run) test.add(held(random));
      violated += test.state() == VerdictKind::violated ? 1 : 0;
      holds += test.state() == VerdictKind::holds ? 1 : 0;
    }
    const auto exact = characteristic(hold, rate);
    EXPECT_NEAR(exact.violated, violated / double{kTests}, 0.015) << rate;
    EXPECT_NEAR(exact.holds, holds / double{kTests}, 0.015) << rate;
  }
}

TEST(FalseAlarmOfRecorded, IsWhatBoundsOfRandomRunsGive) {
  constexpr int kRecordings = 10'000;
  constexpr int kRuns = 20;
  const Hold hold{.good = 0.85, .bad = 0.50};
  std::mt19937_64 random(5);
  std::normal_distribution<double> value;
  int violated = 0;
  for (int i = 0; i < kRecordings; ++i) {
    double least = value(random);
    double greatest = least;
    for (int run = 1; run < kRuns; ++run) {
      const double next = value(random);
      least = std::min(least, next);
      greatest = std::max(greatest, next);
    }
    SequentialTest test(hold);
    for (int run = 0; run < hold.max_runs && test.state() == VerdictKind::inconclusive; ++run) {
      const double next = value(random);
      test.add(next >= least && next <= greatest);
    }
    violated += test.state() == VerdictKind::violated ? 1 : 0;
  }
  EXPECT_NEAR(false_alarm_of_recorded(hold, kRuns, 2), violated / double{kRecordings}, 0.006);
}

TEST(FalseAlarmOfRecorded, FallsWithMoreRunsAndWithFewerBounds) {
  const Hold hold;
  EXPECT_GT(false_alarm_of_recorded(hold, 10, 2), false_alarm_of_recorded(hold, 20, 2));
  EXPECT_GT(false_alarm_of_recorded(hold, 20, 2), false_alarm_of_recorded(hold, 20, 1));
}

}  // namespace
}  // namespace schedlitmus::verdict
