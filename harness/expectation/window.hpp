// The part of a trace that a check looks at. Internal to the evaluator.
#pragma once

#include <optional>
#include <string>

#include "expectation/expectation.hpp"

namespace schedlitmus::expectation {

/// Follows a trace, sample by sample, and says which of them are in the window.
class Window {
 public:
  explicit Window(const Check& check);

  /// Whether a sample of that time is inside. Both ends are.
  [[nodiscard]] bool contains(Millis time) const { return time >= begin_ && time <= end_; }
  /// Whether no sample after one of that time can be inside.
  [[nodiscard]] bool ends_with(Millis time) const { return time >= end_; }

  /// A usable sample, inside or not: the nearest is told where none is inside.
  void note(Millis time);

  /// Why the check has nothing to say: "no sample from 200ms until 1s". With
  /// `unusable` samples inside that do not show `subject` whole, these are the reason.
  [[nodiscard]] std::string why_empty(std::uint64_t unusable, std::string_view subject) const;

 private:
  [[nodiscard]] std::string describe() const;

  Millis begin_{};
  Millis end_ = Millis::max();
  std::optional<Millis> at_;       ///< of `at`
  std::optional<Millis> nearest_;  ///< of `at`: the time of the usable sample nearest to it so far
};

}  // namespace schedlitmus::expectation
