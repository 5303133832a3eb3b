// The condition that is put to a probe's numbers: bounds from the spread over
// the runs, and how far they are trusted.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "record/probe.hpp"

namespace schedlitmus::record {

/// Inclusive bounds, or a list with a tolerance. Without any of them nothing can break it.
struct Form {
  std::optional<double> min, max;
  std::optional<std::vector<double>> equals;  ///< of list_at: sorted
  double tolerance = 0;                       ///< of equals, for each entry

  [[nodiscard]] bool can_fail() const { return min || max || equals; }
};

/// Whether a run's numbers are as the form says.
[[nodiscard]] bool fits(const Form& form, const std::vector<double>& values);

enum class Room : std::uint8_t {
  none,  ///< bounds are what was seen
  some,  ///< where the runs vary, whole numbers may be 1 beyond, others a quarter of their range
};

/// The tightest form around all of these runs, with that room, fractions rounded
/// outward. What the program cannot exceed is no bound. `runs`: at least one.
[[nodiscard]] Form form_around(const Probe& probe, std::span<const std::vector<double>> runs, Room room,
                               int gomaxprocs);

/// The least and the greatest number that the form allows, in the field's own unit; nothing: no end.
[[nodiscard]] Range allowed(const Form& form);

}  // namespace schedlitmus::record
