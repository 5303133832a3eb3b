// What a quantifier makes of the observations in a check's window: one small
// class each, in watch_*.cpp. Internal to the evaluator.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "expectation/expectation.hpp"
#include "expectation/outcome.hpp"

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
  virtual std::optional<Outcome> see(Millis time, const Observation& observation) = 0;
  /// The window is over, and at least one sample was seen.
  virtual Outcome close() = 0;
};

[[nodiscard]] std::unique_ptr<Watch> watch_at(const Check& check);
[[nodiscard]] std::unique_ptr<Watch> watch_first(const Check& check);  ///< always, never, eventually
[[nodiscard]] std::unique_ptr<Watch> watch_share(const Check& check);
[[nodiscard]] std::unique_ptr<Watch> watch_streak(const Check& check);
[[nodiscard]] std::unique_ptr<Watch> watch_trend(const Check& check);
[[nodiscard]] std::unique_ptr<Watch> watch_quantile(const Check& check);
[[nodiscard]] std::unique_ptr<Watch> watch_aggregate(const Check& check);

/// The one for the check's quantifier.
[[nodiscard]] std::unique_ptr<Watch> make_watch(const Check& check);

/// The fewest samples with which the check can both hold and be missed; with
/// fewer it is undecided. At least 1. A bound of 10 % shows in ten samples, the
/// 0.95 quantile in twenty, a streak of three samples in three, a trend in kFewestForTrend.
[[nodiscard]] std::uint64_t fewest_samples(const Check& check);
/// How many samples it takes until one of them is not more than that share, or than the rest; 1 for 0 and 1.
[[nodiscard]] std::uint64_t samples_for_share(double share);

[[nodiscard]] Outcome outcome_of(bool held, std::optional<Millis> time, std::string seen);
/// Undecided: "3 samples are too few for a share of 10 %, which needs 10".
[[nodiscard]] Outcome too_few(std::uint64_t samples, std::string_view what, std::uint64_t needed);
/// The number of an observation that is one, else nothing.
[[nodiscard]] std::optional<double> number_of(const Observation& observation);

}  // namespace schedlitmus::expectation
