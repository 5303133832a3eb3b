// At which times, and over which part, traces are compared: such that all that
// are compared reach them.
#pragma once

#include <span>
#include <vector>

#include "support/duration.hpp"

namespace schedlitmus::compare {

struct Grid {
  std::vector<Millis> times;  ///< none: the traces are too short to be compared
  Millis within{};            ///< a sample counts for a time no further off
  Millis from{}, until{};     ///< the window of medians and trends
  bool operator==(const Grid&) const = default;
  [[nodiscard]] bool empty() const { return times.empty(); }
  /// Whether a trace of that length shows all of it.
  [[nodiscard]] bool reached_by(Millis length) const { return !empty() && length + within >= until; }
};

/// The length that nine tenths of these runs reach; 0 of none.
[[nodiscard]] Millis length_of(std::vector<Millis> runs);

/// `cells`: length_of() each. Cells that end in less than a third of the median
/// one's time are not waited for: what ends at once has no trace to compare.
[[nodiscard]] Grid make_grid(std::vector<Millis> cells, Millis period);

}  // namespace schedlitmus::compare
