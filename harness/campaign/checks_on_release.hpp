// What a release's rules make of an expectation's checks.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "expectation/expectation.hpp"
#include "support/result.hpp"
#include "toolchain/version.hpp"

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

/// The selector, or nothing with an error that says where it stands.
[[nodiscard]] std::optional<toolchain::Selector> read_selector(const std::string& text, const std::string& where,
                                                               std::vector<Error>& errors);

[[nodiscard]] bool means(const toolchain::Selector& selector, const toolchain::Version& version,
                         const KnownReleases& known);

}  // namespace schedlitmus::campaign
