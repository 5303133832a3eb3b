// trend: the slope over the window.
#include <fmt/format.h>

#include <cmath>

#include "expectation/theil_sen.hpp"
#include "expectation/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::expectation {
namespace {

/// Three digits, or all those before the point.
std::string text_of(double slope) {
  return std::abs(slope) >= 100 ? format_number(std::round(slope)) : fmt::format("{:.3g}", slope);
}

class TrendWatch final : public Watch {
 public:
  explicit TrendWatch(const Check& check) : trend_(check.trend) {}

  std::optional<Outcome> see(Millis time, const Observation& observation) override {
    const auto number = number_of(observation);
    if (!number) return std::nullopt;
    if (samples_ == 0) first_ = time;
    ++samples_;
    last_ = time;
    buckets_.add(time, *number);
    return std::nullopt;
  }

  Outcome close() override {
    const auto slope = theil_sen(buckets_.points());
    if (!slope) return too_few(samples_, "a trend", kFewestForTrend);
    const std::string seen =
        fmt::format("slope {} /s ({} .. {})", text_of(slope->estimate), text_of(slope->low), text_of(slope->high));
    const auto held = holds(*slope);
    Outcome outcome = outcome_of(held.value_or(false), last_, seen);
    outcome.number = slope->estimate;
    if (!held) {
      outcome = {};
      outcome.reason = fmt::format("{}: too uncertain to tell whether it is flat within ±{} over {}", seen,
                                   format_number(trend_.tolerance), format_duration(last_ - first_));
    }
    return outcome;
  }

 private:
  /// Nothing: the interval leaves it open.
  [[nodiscard]] std::optional<bool> holds(const Slope& slope) const {
    if (!trend_.direction) {
      const auto& [min, max] = trend_.slope;
      return (!min || slope.estimate >= *min) && (!max || slope.estimate <= *max);
    }
    switch (*trend_.direction) {
      case Direction::growing:
        return slope.low > 0;
      case Direction::shrinking:
        return slope.high < 0;
      case Direction::flat:
        return is_flat(slope);
    }
    return false;
  }

  [[nodiscard]] std::optional<bool> is_flat(const Slope& slope) const {
    const double seconds = static_cast<double>((last_ - first_).count()) / 1000;
    const double least = slope.low * seconds;
    const double most = slope.high * seconds;
    // Ten a second over half a second is a change of five, whatever a tenth is in binary.
    const double tolerance = trend_.tolerance * (1 + 1e-9);
    if (least >= -tolerance && most <= tolerance) return true;
    const bool changes = slope.low > 0 || slope.high < 0;
    if (changes && std::abs(slope.estimate) * seconds > tolerance) return false;
    return std::nullopt;
  }

  Trend trend_;
  Buckets buckets_;
  std::uint64_t samples_ = 0;
  Millis first_{}, last_{};
};

}  // namespace

std::unique_ptr<Watch> watch_trend(const Check& check) { return std::make_unique<TrendWatch>(check); }

}  // namespace schedlitmus::expectation
