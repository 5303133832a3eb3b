// Releases by what an expectation says of them, whatever is on this machine.
#pragma once

#include <initializer_list>
#include <optional>

#include "toolchain/version.hpp"

namespace schedlitmus::campaign {

/// The releases whose traces the table of fields describes: Go 1.2 to 1.27.
inline constexpr int kOldestMinor = 2, kNewestMinor = 27;

/// The last release of Go 1.`minor` that all of the selectors fit, as conditions.
[[nodiscard]] std::optional<toolchain::Version> release_meant(
    int minor, std::initializer_list<const toolchain::Selector*> selectors);

}  // namespace schedlitmus::campaign
