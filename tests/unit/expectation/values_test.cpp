#include "expectation/values.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace schedlitmus::expectation {
namespace {

Values of(const std::vector<double>& numbers) {
  Values values;
  for (const double number : numbers) values.add(number);
  return values;
}

TEST(Values, AQuantileIsAValueThatWasThere) {
  const Values values = of({5, 1, 4, 2, 3});
  EXPECT_EQ(values.quantile(0.2), 1);
  EXPECT_EQ(values.quantile(0.21), 2);
  EXPECT_EQ(values.quantile(0.5), 3);
  EXPECT_EQ(values.quantile(0.8), 4);
  EXPECT_EQ(values.quantile(0.81), 5);
  EXPECT_EQ(values.quantile(1), 5);
}

TEST(Values, AQuantileTakesFractionsAsTheyAreWritten) {
  std::vector<double> numbers(20);
  for (int i = 0; i < 20; ++i) numbers[static_cast<std::size_t>(i)] = i;
  EXPECT_EQ(of(numbers).quantile(0.95), 18) << "0.95 of 20 is 19 of them, whatever 0.95 is in binary";
}

TEST(Values, TheMedianIsInTheMiddleOfTheMiddleTwo) {
  EXPECT_EQ(of({7}).median(), 7);
  EXPECT_EQ(of({1, 9, 2}).median(), 2);
  EXPECT_EQ(of({1, 9, 2, 3}).median(), 2.5);
}

TEST(Values, CountsDifferentOnes) { EXPECT_EQ(of({2, 2, 0, -0.0, 5, 5.5}).distinct(), 4U); }

TEST(Values, RoundsToThreeDigitsBeyondSoManyDifferentOnes) {
  std::mt19937_64 random(1);
  std::lognormal_distribution<double> distribution(8, 2);
  std::vector<double> numbers;
  for (int i = 0; i < 30'000; ++i) numbers.push_back(std::round(distribution(random)) - 200);
  const Values values = of(numbers);
  EXPECT_EQ(values.distinct(), std::nullopt);
  EXPECT_EQ(values.count(), 30'000U);
  std::ranges::sort(numbers);
  for (const double share : {0.01, 0.3, 0.5, 0.95, 0.999}) {
    const double exact = numbers[static_cast<std::size_t>(std::ceil(share * 30'000 - 1e-9)) - 1];
    EXPECT_NEAR(values.quantile(share), exact, std::abs(exact) * 0.005 + 1e-9) << share;
  }
}

}  // namespace
}  // namespace schedlitmus::expectation
