// aggregate: one number made of the window's values is held against the condition.
#include <fmt/format.h>

#include <algorithm>

#include "expectation/condition.hpp"
#include "expectation/values.hpp"
#include "expectation/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::expectation {
namespace {

struct Timed {
  double value = 0;
  Millis time{};
};

class AggregateWatch final : public Watch {
 public:
  explicit AggregateWatch(const Check& check)
      : condition_(check.condition),
        aggregate_(check.aggregate),
        is_rate_(is_rate(check)),
        fewest_(fewest_samples(check)) {}

  std::optional<Outcome> see(Millis time, const Observation& observation) override {
    const auto number = number_of(observation);
    if (!number) return std::nullopt;
    last_ = {*number, time};
    gomaxprocs_ = observation.gomaxprocs;
    if (samples_ == 0) first_ = least_ = greatest_ = last_;
    ++samples_;
    sum_ += *number;
    if (*number < least_.value) least_ = last_;
    if (*number > greatest_.value) greatest_ = last_;
    if (aggregate_ == Aggregate::median || aggregate_ == Aggregate::distinct) values_.add(*number);
    if (aggregate_ == Aggregate::first) return outcome(first_);
    return std::nullopt;
  }

  Outcome close() override {
    if (samples_ < fewest_) return too_few(samples_, "a change", fewest_);
    if (aggregate_ == Aggregate::distinct && !values_.distinct()) {
      Outcome outcome;
      outcome.reason = fmt::format("there are more than {} different values", format_count(Values::kMostExact));
      return outcome;
    }
    return outcome(aggregated());
  }

 private:
  [[nodiscard]] Timed aggregated() const {
    switch (aggregate_) {
      case Aggregate::mean:
        return {sum_ / static_cast<double>(samples_), last_.time};
      case Aggregate::median:
        return {values_.median(), last_.time};
      case Aggregate::min:
        return least_;
      case Aggregate::max:
        return greatest_;
      case Aggregate::first:
        return first_;
      case Aggregate::last:
        return last_;
      case Aggregate::change:
        return {change(), last_.time};
      case Aggregate::distinct:
        return {static_cast<double>(values_.distinct().value_or(0)), last_.time};
    }
    return last_;
  }
  [[nodiscard]] double change() const {
    const auto change = last_.value - first_.value;
    const auto time = std::max(Millis{1}, last_.time - first_.time);
    return is_rate_ ? change / static_cast<double>(time.count()) : change;
  }
  [[nodiscard]] Outcome outcome(const Timed& of) const {
    const Observation seen{of.value, gomaxprocs_};
    Outcome outcome = outcome_of(satisfies(condition_, seen), of.time, seen_text(condition_, seen));
    outcome.number = of.value;
    return outcome;
  }

  Condition condition_;
  Aggregate aggregate_;
  bool is_rate_;
  std::uint64_t fewest_;
  std::uint64_t samples_ = 0;
  double sum_ = 0;
  double gomaxprocs_ = 0;  ///< of the last sample
  Timed first_, last_, least_, greatest_;
  Values values_;  ///< of median and distinct
};

}  // namespace

std::unique_ptr<Watch> watch_aggregate(const Check& check) { return std::make_unique<AggregateWatch>(check); }

}  // namespace schedlitmus::expectation
