// What one run says about one check.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "support/duration.hpp"

namespace schedlitmus::expectation {

enum class OutcomeKind : std::uint8_t {
  held,
  missed,
  undecided,  ///< no usable sample: this run says nothing about the check
};
/// "held", "missed", "undecided": in stores and in JSON, so they never change.
[[nodiscard]] std::string_view name_of(OutcomeKind kind);

struct Outcome {
  std::string check;  ///< its id
  OutcomeKind kind = OutcomeKind::undecided;
  std::optional<Millis> time;  ///< of the sample that decided; the last one compared where none alone did
  /// The value compared, as in the trace: "[4 4]", "8"; the histogram's key. Where
  /// no single sample decided (always held, eventually missed), the range: "7..8".
  std::string seen;
  std::string reason;         ///< for undecided: why; else empty
  std::uint64_t samples = 0;  ///< how many samples were compared; of `at`: the one
  /// The number that this run gives, where the check compares one number with its
  /// condition: what a check of class distribution is about. A list gives none.
  std::optional<double> number = std::nullopt;
  bool operator==(const Outcome&) const = default;
};

}  // namespace schedlitmus::expectation
