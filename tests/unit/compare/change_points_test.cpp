#include "compare/change_points.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace schedlitmus::compare {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

using Random = std::mt19937_64;

/// As a check over the campaigns: each with the rate at which it holds.
Timeline check(const std::vector<double>& rates, int runs, Random& random) {
  Timeline timeline{{"check|split", "split"}, {}};
  for (const double rate : rates) {
    Side side;
    for (int run = 0; run < runs; ++run)
      side.categories.emplace_back(std::bernoulli_distribution(rate)(random) ? "held" : "missed");
    timeline.campaigns.push_back(std::move(side));
  }
  return timeline;
}

/// A number that is drawn anew in each run, `more` on top of it in each campaign.
Timeline number(const std::vector<double>& more, int runs, Random& random) {
  Observable what{"trace|runqueue|median|0", "runqueue", Statistic::median};
  what.group = Group::scheduling;
  Timeline timeline{what, {}};
  for (const double step : more) {
    Side side;
    for (int run = 0; run < runs; ++run) side.numbers.push_back(step + static_cast<double>(random() % 4));
    timeline.campaigns.push_back(std::move(side));
  }
  return timeline;
}

TEST(ChangePoints, FindsWhereACheckCeasesToHold) {
  Random random(1);
  const auto points = change_points({check({.95, .95, .95, .95, .2, .2, .2}, 10, random)});
  ASSERT_THAT(points, SizeIs(1));
  EXPECT_EQ(points[0].at, 4U);
  EXPECT_EQ(points[0].before.size(), 40U);
  EXPECT_EQ(points[0].after.size(), 30U);
  EXPECT_LT(points[0].q, 1e-6);
}

TEST(ChangePoints, FindsWhatIsBrokenAndMendedAgain) {
  Random random(1);
  const auto points = change_points({number({0, 0, 0, 9, 9, 0, 0, 0}, 10, random)});
  ASSERT_THAT(points, SizeIs(2));
  EXPECT_EQ(points[0].at, 3U);
  EXPECT_EQ(points[1].at, 5U);
}

TEST(ChangePoints, CampaignsWithFewRunsCountTogether) {
  Random random(1);
  const auto points = change_points({check({1, 1, 1, 1, 0, 0, 0, 0}, 3, random)});
  ASSERT_THAT(points, SizeIs(1));
  EXPECT_EQ(points[0].at, 4U);
  EXPECT_THAT(change_points({check({1, 0}, 3, random)}), IsEmpty()) << "three runs a side are no proof";
}

TEST(ChangePoints, ACampaignThatTellsNothingIsNoPlaceForAChange) {
  Random random(1);
  auto timeline = check({1, 1, 1, 0, 0}, 10, random);
  timeline.campaigns[3] = {};
  const auto points = change_points({timeline});
  ASSERT_THAT(points, SizeIs(1));
  EXPECT_EQ(points[0].at, 4U);
}

TEST(ChangePoints, NoAlarmsOnNoiseBeyondTheNominalRate) {
  Random random(7);
  int alarms = 0;
  for (int history = 0; history < 100; ++history) {
    std::vector<Timeline> timelines;
    for (const double rate : {.5, .8, .95}) timelines.push_back(check(std::vector<double>(8, rate), 10, random));
    timelines.push_back(number(std::vector<double>(5, 0), 8, random));
    alarms += change_points(timelines).empty() ? 0 : 1;
  }
  EXPECT_LE(alarms, 2) << "of 100, at a nominal rate of one in a hundred";
}

TEST(ChangePoints, NoAlarmsWhereMissesEndACampaignEarly) {
  Random random(11);
  int alarms = 0;
  for (int history = 0; history < 300; ++history) {
    Timeline timeline{{"check|split", "split"}, {}};
    for (int campaign = 0; campaign < 10; ++campaign) {
      Side side;
      int misses = 0;
      while (misses < 2 && side.size() < 10) {
        const bool held = std::bernoulli_distribution(.85)(random);
        misses += held ? 0 : 1;
        side.categories.emplace_back(held ? "held" : "missed");
      }
      timeline.campaigns.push_back(std::move(side));
    }
    alarms += change_points({timeline}).empty() ? 0 : 1;
  }
  EXPECT_LE(alarms, 3);
}

}  // namespace
}  // namespace schedlitmus::compare
