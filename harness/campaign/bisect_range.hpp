// The releases that a bisection can look at.
#pragma once

#include <vector>

#include "toolchain/toolchain.hpp"

namespace schedlitmus::campaign {

/// The one release that the selector chooses; `option` stands in errors.
[[nodiscard]] Result<toolchain::Version> one_release(const std::string& selector, const std::string& option,
                                                     const toolchain::Toolchain::Listing& listing);

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
