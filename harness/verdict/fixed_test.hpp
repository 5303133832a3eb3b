// A test of the hold rate after a fixed number of runs.
#pragma once

#include "expectation/expectation.hpp"
#include "verdict/verdict.hpp"

namespace schedlitmus::verdict {

/// By the binomial distribution: VIOLATED with more misses than a check as good as
/// `good` has but for a chance of alpha; HOLDS with as many at most, if one as bad
/// as `bad` has so few with a chance of beta at most. With fewer runs than that
/// needs, HOLDS asks for fewer misses, and what lies between is inconclusive.
class FixedTest {
 public:
  explicit FixedTest(const expectation::Hold& hold);
  [[nodiscard]] int runs() const { return runs_; }
  [[nodiscard]] int allowed() const { return allowed_; }  ///< HOLDS with so many misses at most; -1: never
  [[nodiscard]] int broken() const { return broken_; }    ///< VIOLATED with so many misses or more
  /// After runs() runs.
  [[nodiscard]] VerdictKind verdict(int missed) const;

 private:
  int runs_, allowed_, broken_;
};

/// The fewest runs with which nothing lies between, for these rates; at most kMostRuns.
[[nodiscard]] int runs_for(const expectation::Hold& hold);
inline constexpr int kMostRuns = 10'000;

}  // namespace schedlitmus::verdict
