// Fields that a release begins or ceases to print: no behaviour. Internal to compare().
#pragma once

#include "compare/comparison.hpp"

namespace schedlitmus::compare {

void add_format_changes(const std::vector<Line>& lines, std::vector<FormatChange>& into);

}  // namespace schedlitmus::compare
