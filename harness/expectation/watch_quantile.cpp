// quantile: a quantile of the window's values is held against the condition.
#include <fmt/format.h>

#include "expectation/condition.hpp"
#include "expectation/values.hpp"
#include "expectation/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::expectation {
namespace {

class QuantileWatch final : public Watch {
 public:
  explicit QuantileWatch(const Check& check)
      : condition_(check.condition), quantile_(check.quantile), fewest_(fewest_samples(check)) {}

  std::optional<Outcome> see(Millis time, const Observation& observation) override {
    last_ = time;
    gomaxprocs_ = observation.gomaxprocs;
    if (const auto number = number_of(observation)) values_.add(*number);
    return std::nullopt;
  }

  Outcome close() override {
    if (values_.count() < fewest_)
      return too_few(values_.count(), fmt::format("the {} quantile", format_number(quantile_)), fewest_);
    const double value = values_.quantile(quantile_);
    const Observation seen{value, gomaxprocs_};
    Outcome outcome = outcome_of(satisfies(condition_, seen), last_, seen_text(condition_, seen));
    outcome.number = value;
    return outcome;
  }

 private:
  Condition condition_;
  double quantile_;
  std::uint64_t fewest_;
  Values values_;
  Millis last_{};
  double gomaxprocs_ = 0;  ///< of the last sample
};

}  // namespace

std::unique_ptr<Watch> watch_quantile(const Check& check) { return std::make_unique<QuantileWatch>(check); }

}  // namespace schedlitmus::expectation
