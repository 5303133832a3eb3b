// What a program printed as values to compare: which lines, how many, their
// order, and each number in them.
#pragma once

#include <string>
#include <string_view>

#include "compare/lifted.hpp"
#include "compare/observable.hpp"

namespace schedlitmus::compare {

/// Of a stream's text the beginning is compared, in bytes and in lines.
inline constexpr std::size_t kMostText = 256U << 10U;
inline constexpr std::size_t kMostLines = 4096;
/// Of equal lines so many have each number compared by itself; of more the
/// least, the median and the greatest.
inline constexpr std::size_t kMostRanks = 16;

/// Puts into `values` what the text of that stream ("stdout", "stderr") shows:
///   NAME          the lines' shapes, sorted, with how often: "x=#, y=#", "# (10 lines)"
///   NAME, order   where there are several lines: the lines in their order, times blanked out
///   NAME, lines   of each shape: how many
///   NAME.LABEL    each number; of lines of equal shape, whose order may vary, by size
/// A line "measure: X=5" is the number measure.X instead, of any other text the category.
void put_printed(std::string_view name, const std::string& text, const Mask& mask, Values& values);

}  // namespace schedlitmus::compare
