// Several releases at once.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "toolchain/toolchain.hpp"

namespace schedlitmus::toolchain {

struct FetchProgress {
  int done = 0;
  int total = 0;                             ///< to be fetched
  std::vector<std::string> under_way;        ///< "1.13.15"
  std::optional<std::chrono::seconds> left;  ///< known once one is done
};
/// "fetching Go 1.13.15, 1.9.7 (2 of 5 done, 12s left)"
[[nodiscard]] std::string describe(const FetchProgress& progress);

/// Called on the caller's thread only.
using OnFetch = std::function<void(const FetchProgress&)>;

/// Gets each release; those that must be fetched by a few at a time, and tells
/// how it goes when one begins or is done. A failure is that release's own.
[[nodiscard]] std::map<Version, Result<Release>> get_all(Toolchain& toolchain, const Toolchain::Listing& listing,
                                                         const std::vector<Version>& versions,
                                                         const OnFetch& on_fetch = {});

}  // namespace schedlitmus::toolchain
