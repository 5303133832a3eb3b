#include "compare/difference.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "compare/power.hpp"

namespace schedlitmus::compare {
namespace {

Side numbers(std::vector<double> values) { return {std::move(values), {}}; }
Side same(std::size_t runs, double value) { return numbers(std::vector<double>(runs, value)); }
Side categories(std::size_t first, std::size_t second) {
  Side side;
  side.categories.assign(first, "a");
  side.categories.insert(side.categories.end(), second, "b");
  return side;
}

const Observable kPrinted{"stdout|x", "stdout.x"};
Observable clock_of() {
  auto what = kPrinted;
  what.clock = true;
  return what;
}
Observable field_of(Statistic statistic) {
  return {"trace|runqueue", "runqueue", statistic, Millis(100), Group::scheduling};
}

TEST(Difference, WhatIsAlwaysTheSameCostsNothing) {
  EXPECT_TRUE(difference(kPrinted, same(20, 3), same(20, 3)).none_possible);
  EXPECT_TRUE(difference(kPrinted, categories(20, 0), categories(20, 0)).none_possible);
  EXPECT_TRUE(difference(kPrinted, categories(20, 0), categories(19, 1)).none_possible)
      << "no split of one value tells";
}

TEST(Difference, AStepOfOneInEveryRunIsLargeAndFarBelowAnyCorrection) {
  const auto found = difference(kPrinted, same(20, 10), same(20, 9));
  EXPECT_TRUE(found.large);
  EXPECT_EQ(found.effect, -1);
  EXPECT_FALSE(found.of_rate);
  EXPECT_LT(found.p, 1e-10);
  EXPECT_LT(difference(kPrinted, same(260, 10), same(20, 9)).p, 1e-10) << "by the normal distribution";
}

TEST(Difference, RatesAreHeldAgainstEachOther) {
  const auto found = difference(kPrinted, categories(20, 0), categories(2, 18));
  EXPECT_TRUE(found.large);
  EXPECT_LT(found.p, 1e-7);
  EXPECT_NEAR(std::abs(found.effect), 0.9, 1e-9);
  EXPECT_FALSE(difference(kPrinted, categories(20, 0), categories(15, 5)).large);
}

TEST(Difference, ANumberThatBecomesRandomAroundItsOwnMedianIsFound) {
  std::vector<double> random;
  for (int i = 0; i < 20; ++i) random.push_back(i < 10 ? 40 - i : 42 + i);
  const auto found = difference(kPrinted, same(20, 41), numbers(random));
  EXPECT_TRUE(found.large);
  EXPECT_LT(found.p, 1e-8);
  EXPECT_TRUE(found.of_rate);
  EXPECT_EQ(found.effect, -1);
  EXPECT_EQ(found.interval.lower, -1) << "the interval is the rate's, too";
  EXPECT_LT(found.interval.upper, -0.5);
}

TEST(Difference, AClockIsNamedOnlyByAFactor) {
  std::vector<double> slow;
  std::vector<double> fast;
  std::vector<double> stuck;
  for (int i = 0; i < 20; ++i) {
    slow.push_back(200 + i);
    fast.push_back(120 + i);
    stuck.push_back(2000 + i);
  }
  EXPECT_FALSE(difference(clock_of(), numbers(slow), numbers(fast)).large);
  EXPECT_TRUE(difference(clock_of(), numbers(slow), numbers(stuck)).large);
  EXPECT_FALSE(difference(kPrinted, numbers(slow), numbers(fast)).large) << "different in nearly every run: a reading";
}

TEST(Difference, OfTheTraceTinyShiftsAreNotLarge) {
  std::vector<double> sometimes(20, 0.0);
  sometimes[3] = sometimes[7] = sometimes[9] = 1;
  EXPECT_FALSE(difference(field_of(Statistic::at), same(20, 0), numbers(sometimes)).large);
  EXPECT_TRUE(difference(field_of(Statistic::at), same(20, 0), same(20, 5)).large);
  for (const auto statistic : {Statistic::high, Statistic::at})
    EXPECT_FALSE(difference(field_of(statistic), same(20, 0), same(20, 1)).large) << "the sweeper in a queue";
  EXPECT_TRUE(difference(field_of(Statistic::median), same(20, 0), same(20, 1)).large);
  EXPECT_FALSE(difference(field_of(Statistic::median), same(20, 100), same(20, 104)).large) << "4 % of a long queue";
}

TEST(Power, GrowsWithTheRunsAndWithTheChange) {
  EXPECT_LT(power(0.98, 0.70, 20, 0.05), 0.62) << "less than of the test alone: what is seen must be large, too";
  EXPECT_GT(power(0.98, 0.60, 20, 0.05), 0.62);
  EXPECT_GT(power(0.98, 0.70, 50, 1e-3), power(0.98, 0.70, 20, 1e-3));
  EXPECT_GT(power(1, 0, 20, 1e-6), 0.999);
  EXPECT_LT(power(0.9, 0.9, 20, 1e-3), 1e-3);
}

}  // namespace
}  // namespace schedlitmus::compare
