// streak: how long the condition holds without a break.
#include <fmt/format.h>

#include <algorithm>

#include "expectation/condition.hpp"
#include "expectation/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::expectation {
namespace {

struct Streak {
  std::uint64_t samples = 0;
  Millis time{};  ///< from the first to the last
};

bool is_time(const std::optional<StreakLength>& length) { return length && std::holds_alternative<Millis>(*length); }

class StreakWatch final : public Watch {
 public:
  explicit StreakWatch(const Check& check)
      : condition_(check.condition), bounds_(check.streak), fewest_(fewest_samples(check)) {}

  std::optional<Outcome> see(Millis time, const Observation& observation) override {
    if (samples_ == 0) first_ = time;
    ++samples_;
    last_ = time;
    if (satisfies(condition_, observation)) {
      if (current_.samples == 0) current_began_ = time;
      ++current_.samples;
      current_.time = time - current_began_;
      if (current_.samples > most_samples_.samples) most_samples_ = current_;
      if (current_.samples > 0 && (longest_.samples == 0 || current_.time >= longest_.time)) longest_ = current_;
    } else {
      current_ = {};
    }
    if (is_too_long()) return outcome(false);
    if (!bounds_.max && is_long_enough()) return outcome(true);
    return std::nullopt;
  }

  Outcome close() override {
    if (samples_ < fewest_) return too_few(samples_, "this streak", fewest_);
    if (const auto least = least_time(); last_ - first_ < least) {
      Outcome outcome;
      outcome.reason = fmt::format("the samples span {}, and a streak of {} could not show in them",
                                   format_duration(last_ - first_), format_duration(least));
      return outcome;
    }
    return outcome(is_long_enough());
  }

 private:
  [[nodiscard]] bool is_long_enough() const {
    if (!bounds_.min) return true;
    if (is_time(bounds_.min)) return longest_.samples > 0 && longest_.time >= std::get<Millis>(*bounds_.min);
    return most_samples_.samples >= std::get<std::uint64_t>(*bounds_.min);
  }
  [[nodiscard]] bool is_too_long() const {
    if (!bounds_.max) return false;
    if (is_time(bounds_.max)) return longest_.time > std::get<Millis>(*bounds_.max);
    return most_samples_.samples > std::get<std::uint64_t>(*bounds_.max);
  }
  /// What the samples must span at least for the bounds to be reached.
  [[nodiscard]] Millis least_time() const {
    Millis least{};
    for (const auto& bound : {bounds_.min, bounds_.max})
      if (is_time(bound)) least = std::max(least, std::get<Millis>(*bound));
    return least;
  }

  [[nodiscard]] Outcome outcome(bool held) const {
    const bool by_time = is_time(bounds_.min) || is_time(bounds_.max);
    const Streak& streak = by_time ? longest_ : most_samples_;
    Outcome outcome = outcome_of(
        held, last_,
        streak.samples == 0
            ? "no streak"
            : fmt::format("longest streak {}, {}", count_of(streak.samples, "sample"), format_duration(streak.time)));
    outcome.number = by_time ? static_cast<double>(streak.time.count()) : static_cast<double>(streak.samples);
    return outcome;
  }

  Condition condition_;
  StreakBounds bounds_;
  std::uint64_t fewest_;
  std::uint64_t samples_ = 0;
  Millis first_{}, last_{};
  Streak current_;
  Millis current_began_{};
  Streak most_samples_, longest_;  ///< so far: by the count, by the time; seldom different ones
};

}  // namespace

std::unique_ptr<Watch> watch_streak(const Check& check) { return std::make_unique<StreakWatch>(check); }

}  // namespace schedlitmus::expectation
