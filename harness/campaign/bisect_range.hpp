// The releases that a bisection can look at.
#pragma once

#include <string>
#include <vector>

#include "toolchain/toolchain.hpp"

namespace schedlitmus::campaign {

/// Its two ends, and all releases that can be had, in the range or not.
struct BisectRange {
  toolchain::Version good, bad;
  std::vector<toolchain::Version> available;
};

/// Of the selectors --good and --bad, each of one release; they must differ.
[[nodiscard]] Result<BisectRange> range_of(const std::string& good, const std::string& bad,
                                           toolchain::Toolchain& toolchain);

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
