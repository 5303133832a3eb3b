// All that was compared, at all places: what a report shows besides the changes.
#pragma once

#include <cstdint>
#include <vector>

#include "compare/comparison.hpp"

namespace schedlitmus::compare {

struct OverviewRow {
  Observable what;
  bool is_number = true;
  std::vector<Shown> cells;   ///< a place each; without runs where too few tell
  std::vector<bool> changes;  ///< whether it is another one than at the place before, as Comparison::each
  [[nodiscard]] bool changed() const;
};
/// By group, and in it by name. `index`: of the line.
[[nodiscard]] std::vector<OverviewRow> overview_of(const Line& line, std::size_t index, const Comparison& comparison);

/// What one run shows.
struct RunValue {
  std::size_t place = 0;
  std::int64_t run = 0;  ///< 0: of a baseline
  Value value;
};
/// Each run of these places that tells, in their order.
[[nodiscard]] std::vector<RunValue> run_values(const Line& line, const Observable& what, std::size_t first,
                                               std::size_t last);

}  // namespace schedlitmus::compare
