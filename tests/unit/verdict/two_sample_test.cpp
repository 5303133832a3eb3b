#include "verdict/two_sample.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "verdict/median_interval.hpp"
#include "verdict/multiplicity.hpp"

namespace schedlitmus::verdict {
namespace {

using List = std::vector<double>;

/// Numbers 0..n-1 of the first and others that are greater than all but `overlap` pairs of them: U = overlap.
struct Pair {
  List a, b;
};
Pair with_u(int n, int m, int u) {
  Pair pair;
  for (int i = 0; i < n; ++i) pair.a.push_back(2 * i);
  for (int j = 0; j < m; ++j) {
    const int below = std::min(n, u);  // this one is smaller than so many of the first
    u -= below;
    pair.b.push_back(2 * (n - below) - 1 + 0.001 * j);
  }
  return pair;
}

TEST(PermutationTest, HasTheCriticalValuesOfThePublishedTable) {
  // Two-sided, 5 %: Mann and Whitney's table as every textbook has it.
  struct Row {
    int n, m, u;
  };
  for (const auto& [n, m, u] : {Row{4, 4, 0}, Row{5, 5, 2}, Row{5, 8, 6}, Row{7, 7, 8}, Row{10, 10, 23},
                                Row{12, 15, 49}, Row{15, 15, 64}, Row{20, 20, 127}}) {
    const auto [a, b] = with_u(n, m, u);
    const Permutation at = permutation_test(a, b);
    EXPECT_TRUE(at.exact);
    EXPECT_LE(at.p, 0.05) << n << " " << m;
    const auto [c, d] = with_u(n, m, u + 1);
    EXPECT_GT(permutation_test(c, d).p, 0.05) << n << " " << m;
  }
}

TEST(PermutationTest, AgreesWithHollanderAndWolfesExample) {
  // Permeability constants of the human chorioamnion; W = 35, one-sided p 0.1272.
  const List at_term{0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
  const List early{1.15, 0.88, 0.90, 0.74, 1.21};
  EXPECT_NEAR(permutation_test(at_term, early).p, 2 * 0.1272, 1e-4);
  EXPECT_NEAR(mann_whitney(at_term, early), 0.2448, 0.01);
}

double mean_rank_gap(const List& all, const std::vector<bool>& first) {
  double gap = 0;
  const auto n = static_cast<double>(std::ranges::count(first, true));
  const auto m = static_cast<double>(all.size()) - n;
  for (std::size_t i = 0; i < all.size(); ++i) {
    double rank = 0.5;
    for (const double other : all) rank += other < all[i] ? 1 : other == all[i] ? 0.5 : 0;
    gap += first[i] ? rank / n : -rank / m;
  }
  return std::abs(gap);
}

/// Every split, one after the other.
double brute_force_p(const List& a, const List& b) {
  List all = a;
  all.insert(all.end(), b.begin(), b.end());
  std::vector<bool> first(all.size(), false);
  std::fill(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(a.size()), true);
  const double seen = mean_rank_gap(all, first);
  std::sort(first.begin(), first.end());
  int splits = 0;
  int as_far = 0;
  do {
    ++splits;
    as_far += mean_rank_gap(all, first) >= seen - 1e-9 ? 1 : 0;
  } while (std::next_permutation(first.begin(), first.end()));
  return static_cast<double>(as_far) / splits;
}

TEST(PermutationTest, CountsEverySplitWithTiesToo) {
  for (const auto& [a, b] : {Pair{{4, 4, 5, 4, 4}, {4, 5, 5, 6, 5}}, Pair{{0, 0, 0, 1}, {0, 0, 1, 1, 1, 7}},
                             Pair{{1, 2, 3}, {4, 5, 6}}, Pair{{3, 3, 3}, {3, 3, 3}}}) {
    EXPECT_NEAR(permutation_test(a, b).p, brute_force_p(a, b), 1e-12);
    EXPECT_NEAR(permutation_test(b, a).p, brute_force_p(a, b), 1e-12);
  }
}

TEST(PermutationTest, DrawsTheSameSplitsForTheSameNumbersInAnyOrder) {
  List a;
  List b;
  for (int i = 0; i < 150; ++i) {
    a.push_back(i * 37 % 101);
    b.push_back(i * 37 % 101 + 9);
  }
  const Permutation once = permutation_test(a, b);
  EXPECT_FALSE(once.exact);
  EXPECT_GT(once.p, 0);
  EXPECT_NEAR(once.p, mann_whitney(a, b), 0.01);
  std::ranges::reverse(a);
  EXPECT_EQ(permutation_test(a, b).p, once.p);
}

TEST(PermutationTest, SaysNothingWithoutASide) {
  EXPECT_EQ(permutation_test(List{}, List{1, 2}).p, 1);
  EXPECT_EQ(mann_whitney(List{1}, List{}), 1);
  EXPECT_EQ(mann_whitney(List{4, 4}, List{4, 4}), 1);
}

TEST(CliffsDelta, AgreesWithAPublishedExample) {
  // J. Romano and others' treatment and control, as the manual of effsize has it.
  const List treatment{10, 10, 20, 20, 20, 30, 30, 30, 40, 50};
  const List control{10, 20, 30, 40, 40, 50};
  const Effect effect = cliffs_delta(treatment, control, 0.95);
  EXPECT_NEAR(effect.delta, -0.25, 1e-12);
  EXPECT_NEAR(effect.interval.lower, -0.7265846, 1e-6);
  EXPECT_NEAR(effect.interval.upper, 0.3890062, 1e-6);
}

TEST(CliffsDelta, IsOneWhereAllAreGreater) {
  const Effect effect = cliffs_delta(List{7, 8, 9, 7, 8}, List{1, 2, 3, 1, 2}, 0.9);
  EXPECT_EQ(effect.delta, 1);
  EXPECT_EQ(effect.greater, 1);
  EXPECT_EQ(effect.interval.upper, 1);
  EXPECT_LT(effect.interval.lower, 0.5) << "five runs a side are few";
  EXPECT_EQ(cliffs_delta(List{1, 2, 3, 1, 2}, List{7, 8, 9, 7, 8}, 0.9).delta, -1);
}

TEST(CliffsDelta, TakesNumbersInsideTheMarginAsEqual) {
  const List a{5, 5, 5, 5, 5};
  const List b{4, 4, 4, 4, 4};
  EXPECT_EQ(cliffs_delta(a, b, 0.9).delta, 1);
  EXPECT_EQ(cliffs_delta(a, b, 0.9, 1).delta, 0);
  EXPECT_EQ(cliffs_delta(a, b, 0.9, 0.9).delta, 1);
}

TEST(CliffsDelta, IsNeverCertainOfEqualNumbers) {
  const auto width = [](int runs) {
    const List equal(static_cast<std::size_t>(runs), 4);
    const Interval interval = cliffs_delta(equal, equal, 0.9).interval;
    return interval.upper - interval.lower;
  };
  EXPECT_GT(width(5), 0.6);
  EXPECT_LT(width(20), 0.2);
  EXPECT_GT(width(20), 0.05);
}

class Drawn {
 public:
  explicit Drawn(std::uint64_t seed) : random_(seed) {}
  /// Small integers with many ties, now and then one far off.
  List numbers(int count, int shift) {
    List list;
    for (int i = 0; i < count; ++i) {
      const auto die = static_cast<int>((random_() >> 32U) % 20);
      list.push_back(shift + (die == 0 ? 40 : die < 8 ? 4 : die < 16 ? 5 : 6));
    }
    return list;
  }

 private:
  std::mt19937_64 random_;
};

TEST(PermutationTest, KeepsItsErrorRateInSimulation) {
  constexpr int kTests = 1'000;
  constexpr int kMost = 84;  // 5 % and five standard deviations
  Drawn drawn(11);
  int alarms = 0;
  int quick_alarms = 0;
  for (int i = 0; i < kTests; ++i) {
    const List a = drawn.numbers(10, 0);
    const List b = drawn.numbers(12, 0);
    alarms += permutation_test(a, b).p <= 0.05 ? 1 : 0;
    quick_alarms += mann_whitney(a, b) <= 0.05 ? 1 : 0;
  }
  EXPECT_LE(alarms, kMost);
  EXPECT_LE(quick_alarms, kMost);
  EXPECT_GT(alarms, 10) << "a test that never alarms finds nothing either";
}

TEST(CliffsDelta, IntervalCoversTheTruthInSimulation) {
  constexpr int kTests = 1'000;
  Drawn drawn(12);
  int covered = 0;
  for (int i = 0; i < kTests; ++i) {
    const Interval interval = cliffs_delta(drawn.numbers(15, 0), drawn.numbers(15, 0), 0.9).interval;
    covered += interval.lower <= 0 && interval.upper >= 0 ? 1 : 0;
  }
  EXPECT_GE(covered, kTests * 87 / 100);
}

TEST(MedianInterval, HasTheRanksOfTheSignTest) {
  // Two-sided 5 %: the table of confidence intervals of the median, k of n = 6, 10, 20, 40.
  EXPECT_EQ(median_rank(5, 0.025), 0);
  EXPECT_EQ(median_rank(6, 0.025), 1);
  EXPECT_EQ(median_rank(10, 0.025), 2);
  EXPECT_EQ(median_rank(20, 0.025), 6);
  EXPECT_EQ(median_rank(40, 0.025), 14);
  EXPECT_EQ(median_rank(5, 0.05), 1);
  EXPECT_EQ(median_interval(List{9, 1, 5, 3, 7, 2, 8, 4, 6, 10}, 0.025), (Interval{2, 9}));
}

TEST(Median, IsTheMiddleOfTheSorted) {
  EXPECT_EQ(median(List{3}), 3);
  EXPECT_EQ(median(List{9, 1, 5}), 5);
  EXPECT_EQ(median(List{9, 1, 5, 6}), 5.5);
}

TEST(BenjaminiHochberg, NamesTheFourOfTheirExample) {
  // Benjamini and Hochberg 1995, section 3.2: 15 hypotheses of thrombolysis.
  const List p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
               0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const auto q = benjamini_hochberg(p);
  EXPECT_EQ(std::ranges::count_if(q, [](double one) { return one <= 0.05; }), 4);
  EXPECT_NEAR(q[0], 0.0015, 1e-12);
  EXPECT_NEAR(q[3], 0.0095 * 15 / 4, 1e-12);
  EXPECT_EQ(q.back(), 1);
}

TEST(BenjaminiHochberg, KeepsTheOrderItIsGiven) {
  EXPECT_THAT(benjamini_hochberg(List{0.04, 0.01, 0.03}), testing::ElementsAre(0.04, testing::DoubleEq(0.03), 0.04));
  EXPECT_TRUE(benjamini_hochberg(List{}).empty());
}

}  // namespace
}  // namespace schedlitmus::verdict
