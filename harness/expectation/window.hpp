// The part of a trace that a check looks at. Internal to the evaluator.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "expectation/expectation.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::expectation {

/// Follows a trace, sample by sample, and says which of them are in the window.
///
/// It begins with the first sample at or after `from`, or with the first that
/// is as `from`'s clause says. It ends with time `until`, inclusive, or with
/// the first sample from its begin on that is as `until`'s clause says: in the
/// window of `eventually` that sample is the last, in any other's the first one
/// outside. A sample that does not show what a clause asks for says nothing.
class Window {
 public:
  explicit Window(const Check& check);

  /// Whether the next sample is inside.
  bool enter(const trace::Sample& sample);
  /// Whether no later sample can be inside.
  [[nodiscard]] bool over() const { return over_; }

  /// A sample that shows what the check compares, inside or not: the nearest is told where none is inside.
  void note(Millis time);

  /// Why the check has nothing to say: "no sample from 200ms until 1s". With
  /// `unusable` samples inside that do not show `subject` whole, these are the reason.
  [[nodiscard]] std::string why_empty(std::uint64_t unusable, std::string_view subject) const;

 private:
  /// Whether the sample is as the clause says.
  bool is_reached(const Clause& clause, const trace::Sample& sample);
  [[nodiscard]] std::string why_not_begun(const Clause& awaited) const;

  Edge from_;
  std::optional<Edge> until_;
  bool ends_with_until_;  ///< a sample as `until`'s clause says is still inside
  std::string text_;      ///< the window for a person
  bool begun_ = false, over_ = false;
  std::uint64_t blind_ = 0;   ///< samples that do not show what `from`'s clause asks for, before the window's begin
  std::optional<Millis> at_;  ///< of `at`
  std::optional<Millis> nearest_;  ///< of `at`: the time of the usable sample nearest to it so far
};

[[nodiscard]] inline Millis distance(Millis a, Millis b) { return a < b ? b - a : a - b; }

}  // namespace schedlitmus::expectation
