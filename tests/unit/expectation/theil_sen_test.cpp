#include "expectation/theil_sen.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace schedlitmus::expectation {
namespace {

std::vector<Point> points_of(const std::vector<double>& values) {
  std::vector<Point> points;
  for (const double value : values) points.push_back({static_cast<double>(points.size()), value});
  return points;
}

TEST(TheilSen, GivesTheSlopeOfALine) {
  const auto slope = theil_sen(points_of({1, 3, 5, 7, 9, 11}));
  ASSERT_TRUE(slope);
  EXPECT_EQ(slope->estimate, 2);
  EXPECT_EQ(slope->low, 2);
  EXPECT_EQ(slope->high, 2);
}

TEST(TheilSen, IsTheMedianOfThePairsAndItsIntervalTheirRanks) {
  // Of ten pairs six have the slope 1; the outlier has 10, 13, 19 and 37 with the others.
  const auto slope = theil_sen(points_of({0, 1, 2, 3, 40}));
  ASSERT_TRUE(slope);
  EXPECT_EQ(slope->estimate, 1) << "six of ten pairs have it";
  EXPECT_EQ(slope->low, 1) << "the first of ten";
  EXPECT_EQ(slope->high, 37) << "the last of ten";
}

TEST(TheilSen, TakesTheMeanOfTheTwoMiddleSlopes) {
  // The ten slopes in order: -0.15 -0.13 -0.08 -0.07 -0.0575 -0.055 -0.045 -0.0333 0.01 0.04.
  const auto slope = theil_sen(points_of({1.26, 1.27, 1.12, 1.16, 1.03}));
  ASSERT_TRUE(slope);
  EXPECT_NEAR(slope->estimate, (-0.0575 - 0.055) / 2, 1e-12);
  EXPECT_NEAR(slope->low, -0.15, 1e-12);
  EXPECT_NEAR(slope->high, 0.04, 1e-12);
}

TEST(TheilSen, HasNothingToSayOfTooFewPointsOrOfOneTime) {
  EXPECT_FALSE(theil_sen(points_of({1, 2, 3, 4})));
  EXPECT_FALSE(theil_sen(std::vector<Point>(5, Point{1, 2})));
}

TEST(TheilSen, PairsOfTheSameTimeSayNothing) {
  const auto slope = theil_sen(std::vector<Point>{{0, 0}, {0, 9}, {1, 1}, {2, 2}, {3, 3}, {4, 4}});
  ASSERT_TRUE(slope);
  EXPECT_EQ(slope->estimate, 1);
}

TEST(TheilSen, ItsIntervalCoversTheTrueSlopeAsOftenAsItSays) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> noise(0, 3);
  constexpr int tries = 2000;
  int covered = 0;
  for (int i = 0; i < tries; ++i) {
    std::vector<double> values;
    for (int time = 0; time < 20; ++time) values.push_back(0.7 * time + noise(random));
    const auto slope = theil_sen(points_of(values));
    ASSERT_TRUE(slope);
    covered += slope->low <= 0.7 && 0.7 <= slope->high ? 1 : 0;
  }
  EXPECT_NEAR(covered / static_cast<double>(tries), 0.95, 0.02);
}

TEST(Buckets, KeepAShortSeriesAsItIs) {
  Buckets buckets;
  for (int i = 0; i < 128; ++i) buckets.add(Millis{100 * i}, i);
  const auto points = buckets.points();
  ASSERT_EQ(points.size(), 128U);
  EXPECT_DOUBLE_EQ(points[127].seconds, 12.7);
  EXPECT_EQ(points[127].value, 127);
}

TEST(Buckets, StayAsFewHoweverLongTheSeriesAndKeepItsSlope) {
  Buckets buckets;
  for (int i = 0; i < 100'003; ++i) buckets.add(Millis{10 * i}, 3.0 * i);
  const auto points = buckets.points();
  EXPECT_LE(points.size(), Buckets::kMost);
  EXPECT_GT(points.size(), Buckets::kMost / 2);
  const auto slope = theil_sen(points);
  ASSERT_TRUE(slope);
  EXPECT_NEAR(slope->estimate, 300, 1e-6);
}

TEST(Buckets, AreMeansOfNeighbours) {
  Buckets buckets;
  for (int i = 0; i < 129; ++i) buckets.add(Millis{1000 * i}, i % 2);
  const auto points = buckets.points();
  ASSERT_EQ(points.size(), 65U);
  EXPECT_DOUBLE_EQ(points[0].seconds, 0.5);
  EXPECT_DOUBLE_EQ(points[0].value, 0.5);
  EXPECT_DOUBLE_EQ(points[64].seconds, 128);
  EXPECT_DOUBLE_EQ(points[64].value, 0) << "not full yet";
}

}  // namespace
}  // namespace schedlitmus::expectation
