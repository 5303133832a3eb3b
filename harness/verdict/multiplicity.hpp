// Many comparisons in one report: how many of the changes that it names may be false?
#pragma once

#include <span>
#include <vector>

namespace schedlitmus::verdict {

/// For each p its q: the least share of false discoveries at which it is still
/// one of those named (Y. Benjamini and Y. Hochberg, 1995). In the order of the p's.
[[nodiscard]] std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace schedlitmus::verdict
