// Runs a program many times at each place of an axis (releases, GOMAXPROCS, a
// GODEBUG setting) and says what is different from place to place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "campaign/baseline.hpp"
#include "campaign/campaign.hpp"
#include "campaign/stored_campaign.hpp"
#include "changes/model.hpp"

namespace schedlitmus::campaign {

struct CompareSettings {
  expectation::Scenario scenario;  ///< all that is run
  std::string file;                ///< where an expectation of it would stand: paths in it are relative to that
  std::string name;                ///< of what is compared
  int runs = 20;                   ///< at each place that count, at least compare::kFewestRuns
  /// What its places are compared with, in place of each other; nullptr: nothing.
  const BaselineSource* baseline = nullptr;
  bool one_is_enough = false;  ///< one place, to become a baseline
};

/// A program that hangs is let run so many times, and not `runs` times.
inline constexpr int kEndlessRuns = 8;

using changes::Compared;

struct RanToCompare {
  std::int64_t campaign = 0;  ///< in the store
  bool interrupted = false;
};
/// Runs what is missing of a campaign that can be compared, on `settings.releases` or `settings.go`.
[[nodiscard]] Result<RanToCompare> run_to_compare(const CompareSettings& what, const Settings& settings,
                                                  const Parts& parts, const OnProgress& progress);

/// Runs what is missing and compares. An error: nothing could be run or read,
/// or there is one place only: then it is about kReleasesOption.
inline constexpr const char* kReleasesOption = "--go";
[[nodiscard]] Result<Compared> compare_program(const CompareSettings& what, const Settings& settings,
                                               const Parts& parts, const OnProgress& progress);

/// The runs of a stored campaign, of `compare` or any other, that has one
/// expectation. `source.campaign`: none: the one that was begun last.
[[nodiscard]] Result<Compared> compare_stored(const StoredSource& source, const BaselineSource* baseline = nullptr,
                                              bool one_is_enough = false);

/// The one that compare_stored() takes.
[[nodiscard]] Result<store::Campaign> find_campaign(const StoredSource& source);

}  // namespace schedlitmus::campaign
