// What a quantifier makes of the observations in a check's window: one small
// class each, in watch_*.cpp. Internal to the evaluator.
#pragma once

#include <memory>
#include <optional>

#include "expectation/expectation.hpp"
#include "expectation/outcome.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::expectation {

class Watch {
 public:
  Watch() = default;
  virtual ~Watch() = default;
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  Watch(Watch&&) = delete;
  Watch& operator=(Watch&&) = delete;

  // Outcomes come without the check's id and the number of samples: these the caller knows.

  /// A sample inside the window that shows what is compared; in the order of
  /// time. The outcome, when no later sample can change it.
  virtual std::optional<Outcome> see(Millis time, const trace::Observation& observation) = 0;
  /// The window is over, and at least one sample was seen.
  virtual Outcome close() = 0;
};

[[nodiscard]] std::unique_ptr<Watch> watch_at(const Check& check);     // watch_at.cpp
[[nodiscard]] std::unique_ptr<Watch> watch_first(const Check& check);  // watch_first.cpp: always, eventually

/// The one for the check's quantifier.
[[nodiscard]] std::unique_ptr<Watch> make_watch(const Check& check);

[[nodiscard]] inline Millis distance(Millis a, Millis b) { return a < b ? b - a : a - b; }

}  // namespace schedlitmus::expectation
