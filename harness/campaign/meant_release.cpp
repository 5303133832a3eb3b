#include "campaign/meant_release.hpp"

#include <algorithm>

namespace schedlitmus::campaign {

namespace {

/// No release had as many patches.
constexpr int kMostPatches = 40;

}  // namespace

std::optional<toolchain::Version> release_meant(int minor,
                                                std::initializer_list<const toolchain::Selector*> selectors) {
  for (int patch = kMostPatches; patch >= 0; --patch) {
    toolchain::Version version;
    version.minor = minor;
    version.patch = patch;
    if (std::ranges::all_of(selectors, [&](const auto* selector) { return selector->matches(version); }))
      return version;
  }
  return std::nullopt;
}

}  // namespace schedlitmus::campaign
