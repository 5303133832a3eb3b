// Takes what runs showed into an expectation: the checks that were VIOLATED get
// the values that were seen, everywhere or for the releases concerned only.
#pragma once

#include <string>
#include <vector>

#include "campaign/campaign.hpp"

namespace schedlitmus::campaign {

struct AcceptSettings {
  std::string text;                      ///< the expectation's file, as it is written
  std::vector<std::string> checks;       ///< ids; empty: all that failed but invariants, which must be named
  std::string reason;                    ///< stands in the file
  std::optional<std::int64_t> campaign;  ///< the evidence; none: the newest in the store with this expectation
  std::optional<int> runs;               ///< make so many of each cell for it, at least record::kFewestRuns
};

struct AcceptedCheck {
  std::string id;
  std::string where;     ///< "Go 1.27.4", "all releases"
  std::string was, now;  ///< the check as a sentence
  std::string seen;
  int runs = 0;  ///< that count and show it
};

struct NotAccepted {
  Error why;                    ///< where: the check's place
  bool lacks_evidence = false;  ///< more runs, or a quiet host, would do
  bool failed = true;           ///< false: it was asked for by name, but is not VIOLATED
};

struct Acceptance {
  std::string before, after;  ///< the file's text; the same where nothing is accepted
  std::int64_t campaign = 0;  ///< the evidence
  std::vector<AcceptedCheck> accepted;
  std::vector<NotAccepted> not_accepted;
};

/// Writes nothing. What is accepted holds on the evidence, is read by the strict
/// loader, can fail, and leaves the verdicts of all other checks as they are.
/// Without evidence in the store, or with settings.runs, runs the expectation,
/// each run to its end. An error: no such check or campaign, or it cannot be run.
[[nodiscard]] Result<Acceptance> accept(const expectation::Expectation& expectation, const AcceptSettings& what,
                                        const Settings& settings, const Parts& parts, const OnProgress& progress);

}  // namespace schedlitmus::campaign
