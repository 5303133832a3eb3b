// Between which two releases a check's verdict changes from HOLDS to VIOLATED:
// first over the minor releases, then over all that there are between two of them.
#pragma once

#include <string>
#include <vector>

#include "campaign/campaign.hpp"
#include "plan/bisection.hpp"

namespace schedlitmus::campaign {

struct BisectTask {
  std::string good, bad;     ///< selectors, of one release each; bad may be the older one
  std::string check;         ///< id; empty: the first that HOLDS on good and is VIOLATED on bad
  bool all = false;          ///< look at each minor release between, not only where halving leads
  bool minors_only = false;  ///< no patches and candidates
};

/// What one release showed of the check.
struct Tried {
  std::string release;
  plan::Likeness likeness = plan::Likeness::undecided;
  verdict::Verdict verdict;
  std::string why;            ///< of an undecided one: skipped, not to be had, or what more runs would have to show
  std::int64_t campaign = 0;  ///< that has the runs; 0: none
};

/// Two releases on which the verdict is not the same, with only undecided ones between.
struct Flip {
  std::string before, after;
  std::vector<std::string> undecided;
  bool to_bad = true;  ///< HOLDS before, VIOLATED after; else the other way round
};

struct Bisected {
  std::string expectation, file, check, condition;
  int gomaxprocs = 1;
  std::string variant;
  std::vector<std::string> others;  ///< checks besides that change between the two ends: "id", "id, GOMAXPROCS=4"
  std::vector<Tried> tried;         ///< from good to bad
  /// From good to bad; the first is the answer, as close as there are releases. More
  /// than one only where each minor release was looked at. Empty: interrupted.
  std::vector<Flip> flips;
  bool looked_at_all = false;
  bool interrupted = false;
};

/// Runs one expectation's own checks, in the form of no release but with its
/// skips, on the ends of the range and then where the answer can lie; each look
/// is a campaign of its own in the store, all runs of one are interleaved. A
/// check that stays inconclusive has had as many runs as `settings.effort` allows.
/// Where a check HOLDS on both ends, each minor release between is looked at. An
/// error: the releases cannot be chosen; no check HOLDS on good and is VIOLATED on
/// bad, or between; nothing could be run on an end.
[[nodiscard]] Result<Bisected> bisect(const expectation::Expectation& expectation, const BisectTask& task,
                                      const Settings& settings, const Parts& parts, const OnProgress& progress);

}  // namespace schedlitmus::campaign
