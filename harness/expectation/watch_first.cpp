// always and eventually: the first sample that breaks, or satisfies, decides.
#include "expectation/condition.hpp"
#include "expectation/watch.hpp"

namespace schedlitmus::expectation {
namespace {

class FirstWatch final : public Watch {
 public:
  explicit FirstWatch(const Check& check)
      : condition_(check.condition),
        looks_for_success_(check.quantifier == Quantifier::eventually),
        range_(check.condition.order) {}

  std::optional<Outcome> see(Millis time, const trace::Observation& observation) override {
    last_ = time;
    range_.add(observation);
    const bool holds = satisfies(condition_, observation);
    if (holds != looks_for_success_) return std::nullopt;
    return outcome(looks_for_success_, seen_text(condition_, observation));
  }

  Outcome close() override { return outcome(!looks_for_success_, range_.text()); }

 private:
  [[nodiscard]] Outcome outcome(bool held, std::string seen) const {
    Outcome outcome;
    outcome.kind = held ? OutcomeKind::held : OutcomeKind::missed;
    outcome.time = last_;
    outcome.seen = std::move(seen);
    return outcome;
  }

  Condition condition_;
  bool looks_for_success_;
  SeenRange range_;
  Millis last_{};
};

}  // namespace

std::unique_ptr<Watch> watch_first(const Check& check) { return std::make_unique<FirstWatch>(check); }

}  // namespace schedlitmus::expectation
