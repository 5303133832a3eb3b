#include "compare/grid.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace schedlitmus::compare {
namespace {

using testing::Each;
using testing::Ge;
using testing::Le;
using testing::SizeIs;

std::vector<Millis> ms(const std::vector<int>& numbers) {
  std::vector<Millis> all;
  for (const int number : numbers) all.emplace_back(number);
  return all;
}

TEST(Grid, LiesWithinTheShortestTrace) {
  const auto grid = make_grid(ms({1000, 980, 1200, 10000}), Millis(25));
  EXPECT_THAT(grid.times, SizeIs(5));
  EXPECT_THAT(grid.times, Each(Ge(Millis(50))));
  EXPECT_THAT(grid.times, Each(Le(Millis(980))));
  EXPECT_TRUE(grid.reached_by(Millis(980)));
  EXPECT_FALSE(grid.reached_by(Millis(400)));
}

TEST(Grid, DoesNotWaitForWhatEndsAtOnce) {
  const auto grid = make_grid(ms({0, 1000, 1000, 1000}), Millis(25));
  EXPECT_FALSE(grid.empty());
  EXPECT_FALSE(grid.reached_by(Millis(0)));
  EXPECT_TRUE(grid.reached_by(Millis(1000)));
}

TEST(Grid, IsEmptyForShortTraces) {
  EXPECT_TRUE(make_grid(ms({60, 70}), Millis(25)).empty());
  EXPECT_TRUE(make_grid({}, Millis(25)).empty());
  EXPECT_TRUE(make_grid(ms({0, 0}), Millis(0)).empty());
  EXPECT_FALSE(Grid{}.reached_by(Millis(1000)));
}

TEST(Grid, ALengthIsReachedByNineTenths) {
  EXPECT_EQ(length_of(ms({10, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100})), Millis(100));
  EXPECT_EQ(length_of({}), Millis(0));
}

}  // namespace
}  // namespace schedlitmus::compare
