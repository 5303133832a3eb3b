// Expectations x GOMAXPROCS x releases x variants -> the cells of the matrix,
// each with its checks as they stand on that release.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "campaign/campaign.hpp"
#include "plan/plan.hpp"

namespace schedlitmus::campaign {

/// An expectation's checks as they stand on one release.
struct ChecksOnRelease {
  std::vector<expectation::Check> checks;  ///< with the release's own forms put in
  std::set<std::string> violated;          ///< ids that must be VIOLATED there
  int rule = -1;                           ///< index of the release rule that applies; -1: none
  std::string rule_why;                    ///< of that rule
  std::string skipped_why;                 ///< not empty: not to be run there
};

/// What `latest` and `local` in an expectation mean here; without it they fit no release.
struct KnownReleases {
  std::vector<toolchain::Version> available, local;
};

/// Applies the release rules; selectors that cannot be read are added to `errors`.
[[nodiscard]] ChecksOnRelease checks_on(const expectation::Expectation& expectation, const toolchain::Version& version,
                                        const KnownReleases& known, std::vector<Error>& errors);

/// The same for a rule that was chosen before, as a store tells it.
[[nodiscard]] ChecksOnRelease checks_under(const expectation::Expectation& expectation, int rule,
                                           const std::string& skipped_why);

struct MatrixCell : ChecksOnRelease {
  plan::Cell place;
  /// Why this machine has too few CPUs for it, or empty. Such a cell is skipped
  /// after the shards were dealt out, so that machines of all sizes deal alike.
  std::string too_few_cpus;
};

struct Matrix {
  std::vector<MatrixCell> cells;
  std::vector<std::string> releases;  ///< of the cells, ascending
  std::vector<Error> errors;          ///< unknown releases, selectors that cannot be read
};

/// Of a shard: its cells only, with the releases of the whole.
[[nodiscard]] Matrix make_matrix(const std::vector<expectation::Expectation>& expectations, const Settings& settings,
                                 const toolchain::Toolchain::Listing& listing);

}  // namespace schedlitmus::campaign
