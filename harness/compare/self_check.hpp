// How often a comparison would raise a false alarm on these very runs.
#pragma once

#include <vector>

#include "compare/comparison.hpp"

namespace schedlitmus::compare {

/// The runs of each place, every second one against the others, compared as if
/// they were two places: any change named is a false one. Places with less than
/// twice kFewestRuns are left out.
[[nodiscard]] Comparison self_check(const std::vector<Line>& lines);

}  // namespace schedlitmus::compare
