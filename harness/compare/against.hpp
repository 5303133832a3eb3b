// Runs of now beside a baseline: which place is compared with which.
#pragma once

#include <string>
#include <vector>

#include "compare/baseline.hpp"

namespace schedlitmus::compare {

/// The place of the baseline that a place of now is compared with: with the same GOMAXPROCS and variant
/// that of the same release; else of the same minor one; else, to see what an upgrade changes, the newest
/// that is older; else the oldest there is. nullptr: none has that setting. `runs`, `values` and so on of
/// `now` are not looked at.
[[nodiscard]] const BaselinePlace* counterpart(const Baseline& baseline, const BaselinePlace& now);

/// One place as it is now. `where` says its release and setting, and has no values.
struct PlaceNow {
  BaselinePlace where;
  Place place;
};

/// A line for each place, of its counterpart and itself; of a place without one the place alone.
/// Labels tell the lines apart.
[[nodiscard]] std::vector<Line> lines_against(const Baseline& baseline, std::vector<PlaceNow> now);

/// compare(), and what has no counterpart as undecided.
[[nodiscard]] Comparison compare_against(const Baseline& baseline, const std::vector<Line>& lines);

}  // namespace schedlitmus::compare
