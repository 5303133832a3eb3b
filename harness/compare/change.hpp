// What is told of a difference between two ranges of places. Internal to compare/.
#pragma once

#include "compare/ranges.hpp"

namespace schedlitmus::compare {

/// All of the change but its q.
[[nodiscard]] Change change_of(const Course& course, std::size_t line, const Range& before, const Range& after,
                               const Difference& found);

}  // namespace schedlitmus::compare
