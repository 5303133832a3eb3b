// The values of the two sides of a change in the same few bins, to stand side by side.
#pragma once

#include <string>
#include <vector>

#include "compare/comparison.hpp"
#include "compare/overview.hpp"

namespace schedlitmus::changes {

struct SideBySide {
  std::string label;  ///< clean text, on one line: "9", "10 to 20", "\"x=#\"", "17 others"
  int before = 0, after = 0;
};
/// More distinct values than these are joined: numbers in steps of a round size, of texts the rarest.
inline constexpr std::size_t kMostBins = 12;

/// Numbers ascending, texts the most frequent first. Of runs that the reports count the same as the change does.
[[nodiscard]] std::vector<SideBySide> side_by_side(const compare::Change& change,
                                                   const std::vector<compare::RunValue>& before,
                                                   const std::vector<compare::RunValue>& after);

}  // namespace schedlitmus::changes
