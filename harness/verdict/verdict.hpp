// Outcomes of many runs -> a verdict. The unit of replication is the run.
// Rules and figures: ARCHITECTURE.md, "Verdicts".
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/evaluator.hpp"
#include "expectation/expectation.hpp"

namespace schedlitmus::verdict {

enum class VerdictKind : std::uint8_t { holds, violated, inconclusive, skipped };
[[nodiscard]] std::string_view name_of(VerdictKind kind);  // "HOLDS", ...

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
/// Clopper-Pearson; 0 without runs. Needs 0 <= held <= runs and alpha in (0, 1).
[[nodiscard]] double lower_bound(int held, int runs, double alpha);
/// One-sided upper bound, likewise; 1 without runs.
[[nodiscard]] double upper_bound(int held, int runs, double alpha);

/// One value seen by a check and in how many of the counted runs. A value that
/// held in some runs and missed in others has two bins.
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
  std::vector<expectation::Outcome> examples;  ///< up to three, misses first and undecided last
};

/// Undecided outcomes after which a check of which nothing could be counted yet is given up.
inline constexpr int kUnusableRuns = 5;
/// Excluded runs after which a check is given up, if they are more than those that counted.
inline constexpr int kNoisyRuns = 8;

/// Whether a miss is evidence on a noisy host too: an invariant over the whole
/// run, of which every sample is bound, whenever it comes. In a window of time
/// the host may have delayed the program out of the phase that was meant.
[[nodiscard]] bool holds_on_any_host(const expectation::Check& check);

/// Judges one check from its outcomes, in the order of the runs.
///
/// A typical check is decided by the sequential test, an invariant by its first
/// miss, or by as many runs without one as the sequential test asks for where
/// all hold. Undecided outcomes and excluded runs are told, but are no evidence;
/// only the miss of an invariant that holds on any host is, of an excluded run too.
/// The judge is done when the first of these is true, and takes no outcome after:
///  - the test is decided;
///  - max_runs outcomes were counted (held or missed);
///  - kUnusableRuns outcomes were undecided before anything could be counted, or
///    max_runs were undecided in all: no usable sample;
///  - kNoisyRuns or more were excluded, and more than were counted: host noise.
/// So it takes at most max_runs of each of the three, and kNoisyRuns.
class Judge {
 public:
  Judge(const expectation::Check& check, const expectation::Hold& hold);
  /// `counts` false: a run excluded by signals that do not depend on its outcome.
  void add(const expectation::Outcome& outcome, bool counts = true);
  [[nodiscard]] bool done() const;
  /// About how many more runs until done; 0 when done.
  [[nodiscard]] int expected_more() const;
  /// Of the runs so far; inconclusive while not decided.
  [[nodiscard]] Verdict verdict() const;

 private:
  [[nodiscard]] VerdictKind state() const;
  [[nodiscard]] int runs_to_settle() const;
  [[nodiscard]] bool too_noisy() const;
  [[nodiscard]] std::string why_inconclusive(int more_runs) const;
  void count(const expectation::Outcome& outcome);

  expectation::Check check_;
  expectation::Hold hold_;
  SequentialTest test_;
  Verdict so_far_;
  std::map<std::string, int> undecided_why_;  ///< reason -> runs
};

}  // namespace schedlitmus::verdict
