#include <gtest/gtest.h>

#include <cmath>

#include "verdict/verdict.hpp"

namespace schedlitmus::verdict {
namespace {

TEST(Bounds, TellWhatRunsThatAllHoldShow) {
  EXPECT_NEAR(lower_bound(3, 3, 0.05), 0.37, 0.005);
  EXPECT_NEAR(lower_bound(5, 5, 0.05), 0.55, 0.005);
  EXPECT_NEAR(lower_bound(10, 10, 0.05), 0.74, 0.005);
  EXPECT_NEAR(lower_bound(20, 20, 0.05), 0.86, 0.005);
  EXPECT_NEAR(lower_bound(59, 59, 0.05), 0.95, 0.005);
}

TEST(Bounds, HaveTheClosedFormWhereAllRunsAgree) {
  for (const int runs : {1, 2, 7, 40, 1000}) {
    EXPECT_NEAR(lower_bound(runs, runs, 0.05), std::pow(0.05, 1.0 / runs), 1e-9);
    EXPECT_NEAR(upper_bound(0, runs, 0.05), 1 - std::pow(0.05, 1.0 / runs), 1e-9);
    EXPECT_EQ(lower_bound(0, runs, 0.05), 0);
    EXPECT_EQ(upper_bound(runs, runs, 0.05), 1);
  }
}

TEST(Bounds, AgreeWithTheTwoSidedIntervalOfThreeInForty) {
  EXPECT_NEAR(lower_bound(3, 40, 0.025), 0.0157422, 1e-6);
  EXPECT_NEAR(upper_bound(3, 40, 0.025), 0.203864, 1e-6);
}

/// P(X <= held) of a binomial X, summed term by term.
double binomial_cdf(int held, int runs, double rate) {
  double sum = 0;
  for (int k = 0; k <= held; ++k) {
    sum += std::exp(std::lgamma(runs + 1) - std::lgamma(k + 1) - std::lgamma(runs - k + 1) + k * std::log(rate) +
                    (runs - k) * std::log1p(-rate));
  }
  return sum;
}

TEST(Bounds, LeaveExactlyAlphaInTheTail) {
  for (const auto& [held, runs] : {std::pair{3, 40}, {17, 20}, {1, 2}, {31, 40}}) {
    EXPECT_NEAR(1 - binomial_cdf(held - 1, runs, lower_bound(held, runs, 0.05)), 0.05, 1e-9);
    EXPECT_NEAR(binomial_cdf(held, runs, upper_bound(held, runs, 0.05)), 0.05, 1e-9);
  }
}

TEST(Bounds, SayNothingWithoutRuns) {
  EXPECT_EQ(lower_bound(0, 0, 0.05), 0);
  EXPECT_EQ(upper_bound(0, 0, 0.05), 1);
}

}  // namespace
}  // namespace schedlitmus::verdict
