// always, never and eventually: the first sample that breaks, or satisfies, decides.
#include "expectation/condition.hpp"
#include "expectation/watch.hpp"

namespace schedlitmus::expectation {
namespace {

class FirstWatch final : public Watch {
 public:
  explicit FirstWatch(const Check& check)
      : condition_(check.condition),
        looks_for_(check.quantifier != Quantifier::always),
        held_with_it_(check.quantifier == Quantifier::eventually),
        range_(check.condition.order) {}

  std::optional<Outcome> see(Millis time, const Observation& observation) override {
    last_ = time;
    range_.add(observation);
    if (satisfies(condition_, observation) != looks_for_) return std::nullopt;
    return outcome_of(held_with_it_, time, seen_text(condition_, observation));
  }

  Outcome close() override { return outcome_of(!held_with_it_, last_, range_.text()); }

 private:
  Condition condition_;
  bool looks_for_;     ///< a sample that satisfies, or one that does not
  bool held_with_it_;  ///< or missed
  SeenRange range_;
  Millis last_{};
};

}  // namespace

std::unique_ptr<Watch> watch_first(const Check& check) { return std::make_unique<FirstWatch>(check); }

}  // namespace schedlitmus::expectation
