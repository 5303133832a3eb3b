#include "diagnosis/runners.hpp"

#include <gtest/gtest.h>

namespace schedlitmus::diagnosis {
namespace {

TEST(Runners, WhoRunsAllTheTimeIsNotPushedOutByManyThatRunOnce) {
  Runners runners;
  for (std::int64_t i = 0; i < 10'000; ++i) {
    runners.see(7);
    runners.see(1'000 + i);
  }
  const auto top = runners.top();
  EXPECT_EQ(top.id, 7);
  EXPECT_EQ(top.first, 10'000U);
  EXPECT_LE(top.second, 1U);
}

TEST(Runners, NobodyRan) { EXPECT_EQ(Runners().top().first, 0U); }

}  // namespace
}  // namespace schedlitmus::diagnosis
