#include <gtest/gtest.h>

#include <cmath>

#include "verdict/distributions.hpp"

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

TEST(ClopperPearson, HasTheIntervalOfThreeInForty) {
  const Interval interval = clopper_pearson(3, 40, 0.95);
  EXPECT_NEAR(interval.lower, 0.0157422, 1e-6);
  EXPECT_NEAR(interval.upper, 0.203864, 1e-6);
  EXPECT_EQ(clopper_pearson(0, 0, 0.95), (Interval{0, 1}));
}

TEST(FisherExact, AgreesWithPublishedTables) {
  // The lady who tastes tea (Fisher, The Design of Experiments), and the convictions of twins.
  EXPECT_NEAR(fisher_exact({3, 4}, {1, 4}), 0.485714, 1e-6);
  EXPECT_NEAR(fisher_exact({4, 4}, {0, 4}), 0.0285714, 1e-6);
  EXPECT_NEAR(fisher_exact({10, 13}, {2, 17}), 0.000536725, 1e-8);
}

TEST(FisherExact, IsSymmetricAndSilentWhereThereIsNothing) {
  EXPECT_DOUBLE_EQ(fisher_exact({19, 20}, {14, 20}), fisher_exact({14, 20}, {19, 20}));
  EXPECT_EQ(fisher_exact({20, 20}, {20, 20}), 1);
  EXPECT_EQ(fisher_exact({0, 0}, {3, 20}), 1);
}

TEST(BinomialAtMost, SumsTheTermsAndHoldsAtTheEnds) {
  EXPECT_EQ(binomial_at_most(-1, 10, 0.3), 0);
  EXPECT_EQ(binomial_at_most(10, 10, 0.3), 1);
  EXPECT_NEAR(binomial_at_most(2, 10, 0.3), binomial_cdf(2, 10, 0.3), 1e-12);
  EXPECT_NEAR(binomial_at_most(0, 0, 0.3), 1, 1e-12);
}

TEST(Quantiles, AreThoseOfTheTables) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959964, 1e-6);
  EXPECT_NEAR(student_quantile(0.975, 10), 2.228139, 1e-6);
  EXPECT_NEAR(normal_two_sided(-1.959964), 0.05, 1e-6);
}

}  // namespace
}  // namespace schedlitmus::verdict
