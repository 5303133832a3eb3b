// The condition that is put to a probe's numbers: bounds from the spread over
// the runs, and how far they are trusted.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <vector>

#include "record/probe.hpp"

namespace schedlitmus::record {

/// Inclusive bounds, a list with a tolerance, or one of several values. Without any of them nothing can break it.
struct Form {
  std::optional<double> min, max;
  std::optional<std::vector<double>> equals;  ///< of list_at: sorted
  double tolerance = 0;                       ///< of equals, for each entry
  std::set<double> one_of;                    ///< of text and exit_status; empty: not asked

  [[nodiscard]] bool can_fail() const { return min || max || equals || !one_of.empty(); }
};

/// Whether a run's numbers are as the form says.
[[nodiscard]] bool fits(const Form& form, const std::vector<double>& values);

enum class Room : std::uint8_t {
  none,  ///< bounds are what was seen
  some,  ///< where the runs vary, a quarter of their range beyond, whole numbers at least 1
};

/// The tightest form around all of these runs, with that room, fractions rounded
/// outward. What the program cannot exceed is no bound. Texts and endings have
/// one only where they are few and each is seen in some share of the runs: one
/// that is not may be one of many. `runs`: at least one.
[[nodiscard]] Form form_around(const Probe& probe, std::span<const std::vector<double>> runs, Room room,
                               int gomaxprocs);

/// The least and the greatest number that the form's bounds or list allow, in the field's own unit; nothing: no end.
[[nodiscard]] Range allowed(const Form& form);

}  // namespace schedlitmus::record
