// The releases that a bisection can look at.
#pragma once

#include <utility>
#include <vector>

#include "toolchain/toolchain.hpp"

namespace schedlitmus::campaign {

/// The one release that the selector chooses; `option` stands in errors.
[[nodiscard]] Result<toolchain::Version> one_release(const std::string& selector, const std::string& option,
                                                     const toolchain::Toolchain::Listing& listing);

/// The two ends, which must differ; the options are --good and --bad.
[[nodiscard]] Result<std::pair<toolchain::Version, toolchain::Version>> two_releases(
    const std::string& good, const std::string& bad, const toolchain::Toolchain::Listing& listing);

/// From the one to the other, both included: the last patch of each minor release
/// between. Descending where `last` is the older one.
[[nodiscard]] std::vector<toolchain::Version> minors_between(const toolchain::Version& first,
                                                             const toolchain::Version& last,
                                                             const std::vector<toolchain::Version>& available);

/// Likewise: all patches, candidates and betas.
[[nodiscard]] std::vector<toolchain::Version> all_between(const toolchain::Version& first,
                                                          const toolchain::Version& last,
                                                          const std::vector<toolchain::Version>& available);

}  // namespace schedlitmus::campaign
