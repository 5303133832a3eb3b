#include "expectation/evaluator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "expectation/condition.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::expectation {
namespace {

Millis distance(Millis a, Millis b) { return a < b ? b - a : a - b; }

/// One check on its way through a trace.
class Watch {
 public:
  explicit Watch(Check check) : check_(std::move(check)), range_(check_.condition.order) {
    assert(check_.field != nullptr);
    outcome_.check = check_.id;
  }

  void on_sample(const trace::Sample& sample) {
    const trace::Observation observation = trace::observe(sample, *check_.field);
    const bool usable = !std::holds_alternative<std::monostate>(observation);
    if (!usable && in_window(sample.time)) ++unusable_;
    if (check_.quantifier == Quantifier::at) {
      on_at(sample.time, observation, usable);
      return;
    }
    if (usable && in_window(sample.time)) compare(sample.time, observation);
    if (!decided_ && sample.time >= window_end()) close();
  }

  /// The trace has ended.
  void finish() {
    if (!decided_) close();
  }

  /// The trace is not known any further.
  void give_up(const std::string& why) {
    if (decided_) return;
    decided_ = true;
    const std::uint64_t samples = outcome_.samples;
    outcome_ = {};
    outcome_.check = check_.id;
    outcome_.reason = why;
    outcome_.samples = samples;
  }

  [[nodiscard]] bool decided() const { return decided_; }
  [[nodiscard]] const Check& check() const { return check_; }
  [[nodiscard]] const Outcome& outcome() const { return outcome_; }

 private:
  [[nodiscard]] Millis window_begin() const {
    return check_.quantifier == Quantifier::at ? check_.at - check_.within : check_.from;
  }
  [[nodiscard]] Millis window_end() const {
    switch (check_.quantifier) {
      case Quantifier::at:
        return check_.at + check_.within;
      case Quantifier::always:
        return check_.until.value_or(Millis::max());
      case Quantifier::eventually:
        return check_.by;
    }
    return Millis::max();
  }
  [[nodiscard]] bool in_window(Millis time) const { return time >= window_begin() && time <= window_end(); }

  void on_at(Millis time, const trace::Observation& observation, bool usable) {
    if (usable && (!nearest_ || distance(time, check_.at) < distance(*nearest_, check_.at))) {
      nearest_ = time;
      if (in_window(time)) {
        outcome_.time = time;
        outcome_.seen = seen_text(check_.condition, observation);
        outcome_.kind = satisfies(check_.condition, observation) ? OutcomeKind::held : OutcomeKind::missed;
        outcome_.samples = 1;
      }
    }
    const bool settled = usable && outcome_.samples > 0 && time >= check_.at;
    if (settled || time > window_end()) close();
  }

  void compare(Millis time, const trace::Observation& observation) {
    ++outcome_.samples;
    outcome_.time = time;
    range_.add(observation);
    // An `always` ends with its first miss, an `eventually` with its first success.
    const bool holds = satisfies(check_.condition, observation);
    if (holds != (check_.quantifier == Quantifier::eventually)) return;
    outcome_.kind = holds ? OutcomeKind::held : OutcomeKind::missed;
    outcome_.seen = seen_text(check_.condition, observation);
    decided_ = true;
  }

  /// No further sample is in the window.
  void close() {
    decided_ = true;
    if (outcome_.samples == 0) {
      outcome_.reason = why_undecided();
    } else if (check_.quantifier != Quantifier::at) {
      outcome_.kind = check_.quantifier == Quantifier::always ? OutcomeKind::held : OutcomeKind::missed;
      outcome_.seen = range_.text();
    }
  }

  [[nodiscard]] std::string why_undecided() const {
    std::string window;
    if (check_.quantifier == Quantifier::at) {
      window = fmt::format("within {} of {}", format_duration(check_.within), format_duration(check_.at));
    } else {
      window = "from " + format_duration(check_.from);
      if (window_end() != Millis::max()) window += " until " + format_duration(window_end());
    }
    if (unusable_ > 0)
      return fmt::format("{} {} {} {} whole", count_of(unusable_, "sample"), window,
                         unusable_ == 1 ? "does not show" : "do not show", check_.field->name);
    const std::string nearest = nearest_ ? fmt::format(" (nearest: {})", format_duration(*nearest_)) : std::string();
    return fmt::format("no sample {}{}", window, nearest);
  }

  Check check_;
  Outcome outcome_;
  bool decided_ = false;
  SeenRange range_;                ///< of an always or eventually
  std::optional<Millis> nearest_;  ///< of an at: the usable sample nearest so far, in the window or not
  std::uint64_t unusable_ = 0;     ///< samples in the window that do not show the field
};

/// What is left of an outcome when too much of the trace is lost.
Outcome after_loss(const Outcome& outcome, CheckClass check_class, double lost_share) {
  if (outcome.kind == OutcomeKind::undecided) return outcome;
  if (check_class == CheckClass::invariant && outcome.kind == OutcomeKind::missed) return outcome;
  Outcome undecided;
  undecided.check = outcome.check;
  undecided.reason = format_percent(lost_share) + " of the trace was lost";
  undecided.samples = outcome.samples;
  return undecided;
}

}  // namespace

class Evaluator::Impl {
 public:
  std::vector<Watch> watches;
  Millis last = Millis::min();  ///< time of the sample before
};

Evaluator::Evaluator(std::vector<Check> wanted) : impl_(std::make_unique<Impl>()) {
  impl_->watches.reserve(wanted.size());
  for (Check& check : wanted) impl_->watches.emplace_back(std::move(check));
}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

void Evaluator::on_sample(const trace::Sample& sample) {
  if (sample.time < impl_->last) return;
  impl_->last = sample.time;
  for (Watch& watch : impl_->watches)
    if (!watch.decided()) watch.on_sample(sample);
}

bool Evaluator::all_decided() const { return std::ranges::all_of(impl_->watches, &Watch::decided); }

std::vector<Outcome> Evaluator::finish(const trace::Health& health, const std::string& cut_why) {
  std::vector<Outcome> outcomes;
  outcomes.reserve(impl_->watches.size());
  const double lost = health.lost_share();
  for (Watch& watch : impl_->watches) {
    if (!cut_why.empty()) watch.give_up(cut_why);
    watch.finish();
    const Outcome& outcome = watch.outcome();
    outcomes.push_back(lost > kMaxLostShare ? after_loss(outcome, watch.check().check_class, lost) : outcome);
  }
  return outcomes;
}

}  // namespace schedlitmus::expectation
