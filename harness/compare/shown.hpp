// A side of a change in numbers for people. Internal to compare().
#pragma once

#include "compare/ranges.hpp"

namespace schedlitmus::compare {

/// `other`: the other side's values. Example runs come from the end of the range
/// that is next to it: the last place's where the range is before the change.
[[nodiscard]] Shown shown_of(const Range& range, const Side& other, bool before);

}  // namespace schedlitmus::compare
