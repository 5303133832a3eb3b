// A number in a condition: fixed, or growing with gomaxprocs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace schedlitmus::expectation {

/// base + per_proc * gomaxprocs
struct Bound {
  Bound() = default;
  Bound(double fixed) : base(fixed) {}  // NOLINT(google-explicit-constructor): most bounds are numbers
  Bound(double fixed, double per_p) : base(fixed), per_proc(per_p) {}

  [[nodiscard]] bool is_relative() const { return per_proc != 0; }
  [[nodiscard]] double at(double gomaxprocs) const { return base + per_proc * gomaxprocs; }
  bool operator==(const Bound&) const = default;

  double base = 0;
  double per_proc = 0;
};

/// Reads sums of numbers and multiples of gomaxprocs: "gomaxprocs",
/// "2*gomaxprocs + 1", "100 - gomaxprocs/2". Nothing for any other text.
[[nodiscard]] std::optional<Bound> parse_bound(std::string_view text);

/// "8", "gomaxprocs", "2*gomaxprocs + 1", "0.5*gomaxprocs - 1"; parse_bound reads it back where it is relative.
[[nodiscard]] std::string to_string(const Bound& bound);

}  // namespace schedlitmus::expectation
