// Outcomes of many runs -> a verdict. The unit of replication is the run.
// Rules and figures: ARCHITECTURE.md, "Verdicts".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/evaluator.hpp"
#include "expectation/expectation.hpp"

namespace schedlitmus::verdict {

enum class VerdictKind : std::uint8_t { holds, violated, inconclusive, skipped };
[[nodiscard]] std::string_view name_of(VerdictKind kind);  // "HOLDS", ...

/// Wald's sequential probability ratio test of a hold rate.
class SequentialTest {
 public:
  explicit SequentialTest(const expectation::Hold& hold);
  void add(bool held);
  /// holds or violated when decided, else inconclusive.
  [[nodiscard]] VerdictKind state() const;
  [[nodiscard]] double log_ratio() const { return log_ratio_; }
  [[nodiscard]] double upper() const { return upper_; }  ///< at or above: violated
  [[nodiscard]] double lower() const { return lower_; }  ///< at or below: holds
  /// Further runs until decided if they all go on like the ones so far
  /// (all hold where there are none); 0 when decided.
  [[nodiscard]] int expected_more() const;

 private:
  double log_ratio_ = 0, upper_, lower_, held_step_, missed_step_;
  int held_ = 0, missed_ = 0;
};

/// One-sided lower bound (confidence 1 - alpha) of a rate after `held` of `runs`, Clopper-Pearson.
[[nodiscard]] double lower_bound(int held, int runs, double alpha);
/// One-sided upper bound, likewise.
[[nodiscard]] double upper_bound(int held, int runs, double alpha);

/// One value seen by a check and in how many runs.
struct HistogramBin {
  std::string seen;
  int runs = 0;
  bool held = false;
};

struct Verdict {
  std::string check;
  VerdictKind kind = VerdictKind::inconclusive;
  int held = 0, missed = 0, undecided = 0;
  int excluded = 0;                     ///< runs that do not count because of host noise
  double bound = 0;                     ///< lower bound of the hold rate where HOLDS, upper bound where VIOLATED
  int more_runs = 0;                    ///< for inconclusive: about how many more would settle it; 0: more would not
  std::string reason;                   ///< for inconclusive and skipped
  std::vector<HistogramBin> histogram;  ///< most frequent first
  std::vector<expectation::Outcome> examples;  ///< up to three, the misses first
};

/// Judges one check from its outcomes, in the order of the runs. Stops
/// counting at the run at which the test is decided.
class Judge {
 public:
  Judge(const expectation::Check& check, const expectation::Hold& hold);
  void add(const expectation::Outcome& outcome, bool counts = true);
  /// Nothing more to learn: decided, max_runs reached, or no run can be used.
  [[nodiscard]] bool done() const;
  [[nodiscard]] int expected_more() const;
  [[nodiscard]] Verdict verdict() const;

 private:
  expectation::Check check_;
  expectation::Hold hold_;
  SequentialTest test_;
  Verdict so_far_;
};

}  // namespace schedlitmus::verdict
