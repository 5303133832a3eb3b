// Judges one check from its outcomes.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "expectation/expectation.hpp"
#include "verdict/run_test.hpp"
#include "verdict/verdict.hpp"

namespace schedlitmus::verdict {

/// Undecided outcomes after which a check of which nothing could be counted yet is given up.
inline constexpr int kUnusableRuns = 5;
/// Excluded runs after which a check is given up, if they are more than those that counted.
inline constexpr int kNoisyRuns = 8;

/// Whether a miss is evidence on a noisy host too: an invariant over the whole
/// run, of which every sample is bound, whenever it comes. In a window of time
/// the host may have delayed the program out of the phase that was meant.
[[nodiscard]] bool holds_on_any_host(const expectation::Check& check);

/// What a judge made of an outcome.
enum class Taken : std::uint8_t {
  counted,
  undecided,  ///< told, but no evidence
  excluded,   ///< likewise, for host noise
  too_late,   ///< the judge was done already
};
[[nodiscard]] std::string_view name_of(Taken taken);  // "counted", ...

/// In the order of the runs.
///
/// A typical check is decided by a test of its hold rate, sequential or fixed; a
/// distribution by a test of the numbers; an invariant by its first miss, or by as
/// many runs without one as the test of the hold rate asks for where all hold.
/// Undecided outcomes and excluded runs are told, but are no evidence; only the
/// miss of an invariant that holds on any host is, of an excluded run too.
/// The judge is done when the first of these is true, and takes no outcome after:
///  - the test is decided;
///  - as many outcomes were counted (held or missed) as the test takes at most;
///  - kUnusableRuns outcomes were undecided before anything could be counted, or
///    as many as the test takes at most in all: no usable sample;
///  - kNoisyRuns or more were excluded, and more than were counted: host noise.
/// So it takes at most that many of each of the three, and kNoisyRuns.
class Judge {
 public:
  Judge(const expectation::Check& check, const expectation::Hold& hold);
  /// `counts` false: a run excluded by signals that do not depend on its outcome.
  Taken add(const expectation::Outcome& outcome, bool counts = true);
  [[nodiscard]] bool done() const;
  /// About how many more runs until done; 0 when done.
  [[nodiscard]] int expected_more() const;
  /// Runs that count, at most.
  [[nodiscard]] int most_runs() const { return test_->most_runs(); }
  /// Of the runs so far; inconclusive while not decided.
  [[nodiscard]] Verdict verdict() const;
  [[nodiscard]] const RunTest& test() const { return *test_; }

 private:
  [[nodiscard]] VerdictKind state() const;
  [[nodiscard]] int counted() const { return so_far_.held + so_far_.missed; }
  [[nodiscard]] bool too_noisy() const;
  void explain_inconclusive(Verdict& verdict) const;
  [[nodiscard]] std::string describe_counted() const;
  Taken take_undecided(const expectation::Outcome& outcome);
  void count(const expectation::Outcome& outcome);

  expectation::Check check_;
  std::unique_ptr<RunTest> test_;
  Verdict so_far_;
  std::map<std::string, int> undecided_why_;  ///< reason -> runs
};

}  // namespace schedlitmus::verdict
