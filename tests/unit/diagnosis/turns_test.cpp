#include "diagnosis/turns.hpp"

#include <gtest/gtest.h>

namespace schedlitmus::diagnosis {
namespace {

using enum Turns::Does;

TEST(Turns, WhoWorksAndWaitsInTheShareTakesThem) {
  Turns turns;
  for (int i = 0; i < 20; ++i)
    turns.see({{9, i % 10 == 0 ? works : waits},  // 2 of 20
               {1, works},
               {5, i == 0 ? works : waits},  // one alone is chance
               {7, waits},
               {3, i % 2 == 0 ? works : waits},
               {8, i % 2 == 0 ? works : other}});
  EXPECT_EQ(turns.takers(0.1, 0).count, 2U);
  EXPECT_EQ(turns.takers(0.1, 3).count, 1U);
  EXPECT_EQ(turns.takers(0.11, 0).count, 1U);
  EXPECT_DOUBLE_EQ(turns.takers(0.1, 0).at_work, 0.6);
}

TEST(Turns, WhoIsThereForHalfOfTheSamplesCountsAlsoWhenItHasEnded) {
  const auto with = [](int samples) {
    Turns turns;
    for (int i = 0; i < 20; ++i) {
      std::vector<Turns::Seen> sample = {{1, waits}, {8, waits}};
      if (i < samples) sample.push_back({4, i % 2 == 0 ? works : waits});
      turns.see(std::move(sample));
    }
    return turns.takers(0.1, 0).count;
  };
  EXPECT_EQ(with(9), 0U);
  EXPECT_EQ(with(10), 1U);
  EXPECT_EQ(with(20), 1U);
}

TEST(Turns, NobodyIsKeptOfThoseThatComeAndGo) {
  Turns turns;
  for (std::int64_t i = 0; i < 10'000; ++i) turns.see({{1, waits}, {i + 2, works}});
  EXPECT_EQ(turns.takers(0.1, 0).count, 0U);
}

}  // namespace
}  // namespace schedlitmus::diagnosis
