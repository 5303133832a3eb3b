// Runs a program so many times on each release and makes an expectation of what it shows.
#pragma once

#include <string>

#include "campaign/campaign.hpp"

namespace schedlitmus::campaign {

struct RecordSettings {
  expectation::Scenario scenario;  ///< all that is run; one gomaxprocs, no variants
  std::string file;                ///< where the expectation will stand: paths in it are relative to that
  std::string name;                ///< of the expectation
  int runs = 20;                   ///< of each release that count, at least record::kFewestRuns
};

struct Recorded {
  std::string text;       ///< of the expectation file; the strict loader takes it
  int checks = 0;         ///< in it
  int separating = 0;     ///< of them: tell releases apart
  report::Report report;  ///< what the runs say of it
};

/// `settings.go` names the releases. An error: nothing could be run, too few
/// runs count on a release, or nothing that they show is stable enough.
[[nodiscard]] Result<Recorded> record_program(const RecordSettings& what, const Settings& settings, const Parts& parts,
                                              const OnProgress& progress);

}  // namespace schedlitmus::campaign
