// A test of the hold rate that ends as soon as it is decided.
#pragma once

#include "expectation/expectation.hpp"
#include "verdict/verdict.hpp"

namespace schedlitmus::verdict {

/// Wald's sequential probability ratio test of a hold rate (A. Wald, Sequential
/// Analysis, 1947). Needs 0 <= bad < good <= 1 and alpha + beta < 1; the
/// loader of expectations sees to that.
class SequentialTest {
 public:
  explicit SequentialTest(const expectation::Hold& hold);
  /// A decided test stays as it was decided: later runs are not counted.
  void add(bool held);
  /// holds or violated when decided, else inconclusive.
  [[nodiscard]] VerdictKind state() const;
  [[nodiscard]] double log_ratio() const { return log_ratio_; }
  [[nodiscard]] double upper() const { return upper_; }  ///< at or above: violated
  [[nodiscard]] double lower() const { return lower_; }  ///< at or below: holds
  /// About how many further runs until decided if they hold at the rate seen so
  /// far (all hold where there are none); 0 when decided. Not bounded by max_runs.
  [[nodiscard]] int expected_more() const;

 private:
  double log_ratio_ = 0, upper_, lower_, held_step_, missed_step_;
  int held_ = 0, missed_ = 0;
};

/// One-sided lower bound (confidence 1 - alpha) of a rate after `held` of `runs`,
}  // namespace schedlitmus::verdict
