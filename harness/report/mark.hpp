// One sign for the verdicts of a check or of a cell, the same in every report.
#pragma once

#include <string_view>

#include "report/model.hpp"

namespace schedlitmus::report {

/// A name for style sheets, a sign and words, which all say the same.
struct Mark {
  std::string_view state = "none";
  std::string_view sign = "·";
  std::string_view words = "not tried";
};

[[nodiscard]] Mark mark_of(const CheckReport& check);
/// Of all its checks: the worst; where all are as expected, whether they hold.
[[nodiscard]] Mark mark_of(const Cell& cell);

/// What the signs mean, for a caption.
inline constexpr std::string_view kSigns =
    "● holds, ○ violated as the file expects, ◐ both among its checks, ✗ not as expected, ? inconclusive, – skipped, ! "
    "error";

}  // namespace schedlitmus::report
