// Numbers of two groups of runs against each other: is there a difference, and
// how large is it? By ranks, because a scheduler's numbers are small, have many
// ties and now and then one that is far off.
#pragma once

#include <cstdint>
#include <span>

#include "verdict/distributions.hpp"

namespace schedlitmus::verdict {

using Numbers = std::span<const double>;

/// The middle of the sorted numbers, of an even count the mean of the two in the
/// middle. Needs at least one.
[[nodiscard]] double median(Numbers numbers);

struct Permutation {
  double p = 1;
  bool exact = true;  ///< every split was looked at; else kRandomSplits of them
};
inline constexpr int kRandomSplits = 10'000;

/// Permutation test of the rank sums, two-sided: the share of all ways to split
/// the numbers into groups of these sizes whose mean ranks are at least as far
/// apart as here. Ties have their mean rank. Of random splits the seed comes from
/// the ranks, and the split that was seen counts as one of them: the same numbers,
/// in any order within a group, always give the same p, and it is never 0.
/// 1 where a group is empty.
[[nodiscard]] Permutation permutation_test(Numbers a, Numbers b);

/// The same by the normal distribution, with the corrections for ties and for
/// continuity (H. B. Mann and D. R. Whitney, 1947): a quick view. 1 where a
/// group is empty or all numbers are equal.
[[nodiscard]] double mann_whitney(Numbers a, Numbers b);

/// The p of the rank sums where many tests are made, and one of 10,000 splits
/// would be too large to survive the correction: exact where permutation_test()
/// is, else as mann_whitney().
[[nodiscard]] double rank_test(Numbers a, Numbers b);

struct Effect {
  double delta = 0;                 ///< P(a > b) - P(a < b), from -1 to 1
  double greater = 0, smaller = 0;  ///< the two shares of all pairs
  double error = 0;                 ///< standard error of delta, never below that of as many runs that all agree
  Interval interval;                ///< of delta
};

/// Cliff's delta with an interval of that confidence, asymmetric and inside -1..1
/// (N. Cliff, Ordinal Methods, 1996; D. Feng and N. Cliff, Monte Carlo evaluation of
/// ordinal d, 2004). Pairs no further apart than `tie_within` count as ties.
/// Needs at least two numbers a side.
[[nodiscard]] Effect cliffs_delta(Numbers a, Numbers b, double confidence, double tie_within = 0);

}  // namespace schedlitmus::verdict
