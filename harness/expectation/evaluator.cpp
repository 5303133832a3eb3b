#include "expectation/evaluator.hpp"

#include <algorithm>
#include <cassert>

#include "expectation/condition.hpp"
#include "expectation/watch.hpp"
#include "expectation/window.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::expectation {
namespace {

/// One check on its way through a trace.
class Course {
 public:
  explicit Course(Check check) : check_(std::move(check)), window_(check_), watch_(make_watch(check_)) {
    assert(!is_of_run(check_.subject));
    outcome_.check = check_.id;
  }

  void on_sample(const trace::Sample& sample) {
    const Observation observation = observe(check_.subject, check_.condition, sample);
    const bool inside = window_.enter(sample);
    if (observation.says_nothing()) {
      if (inside) ++unusable_;
    } else {
      window_.note(sample.time);
      if (inside) see(sample.time, observation);
    }
    if (!decided_ && window_.over()) finish();
  }

  /// The window, or the trace, has ended.
  void finish() {
    if (decided_) return;
    if (samples_ > 0) {
      decide(watch_->close());
    } else {
      give_up(window_.why_empty(unusable_, describe(check_.subject)));
    }
  }

  /// The trace is not known any further.
  void give_up(const std::string& why) {
    if (decided_) return;
    Outcome undecided;
    undecided.reason = why;
    decide(undecided);
  }

  [[nodiscard]] bool decided() const { return decided_; }
  [[nodiscard]] const Check& check() const { return check_; }
  [[nodiscard]] const Outcome& outcome() const { return outcome_; }

 private:
  void see(Millis time, const Observation& observation) {
    ++samples_;
    if (auto outcome = watch_->see(time, observation)) decide(*outcome);
  }

  void decide(Outcome outcome) {
    decided_ = true;
    outcome_ = std::move(outcome);
    outcome_.check = check_.id;
    outcome_.samples = check_.quantifier == Quantifier::at ? std::min<std::uint64_t>(samples_, 1) : samples_;
  }

  Check check_;
  Window window_;
  std::unique_ptr<Watch> watch_;
  Outcome outcome_;
  bool decided_ = false;
  std::uint64_t samples_ = 0;   ///< seen
  std::uint64_t unusable_ = 0;  ///< samples in the window that do not show the field
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
  std::vector<Course> courses;
  Millis last = Millis::min();  ///< time of the sample before
};

Evaluator::Evaluator(std::vector<Check> wanted) : impl_(std::make_unique<Impl>()) {
  impl_->courses.reserve(wanted.size());
  for (Check& check : wanted) impl_->courses.emplace_back(std::move(check));
}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

void Evaluator::on_sample(const trace::Sample& sample) {
  if (sample.time < impl_->last) return;
  impl_->last = sample.time;
  for (Course& course : impl_->courses)
    if (!course.decided()) course.on_sample(sample);
}

bool Evaluator::all_decided() const { return std::ranges::all_of(impl_->courses, &Course::decided); }

std::vector<Outcome> Evaluator::finish(const trace::Health& health, const std::string& cut_why) {
  std::vector<Outcome> outcomes;
  outcomes.reserve(impl_->courses.size());
  const double lost = health.lost_share();
  for (Course& course : impl_->courses) {
    if (!cut_why.empty()) course.give_up(cut_why);
    course.finish();
    const Outcome& outcome = course.outcome();
    outcomes.push_back(lost > kMaxLostShare ? after_loss(outcome, course.check().check_class, lost) : outcome);
  }
  return outcomes;
}

}  // namespace schedlitmus::expectation
