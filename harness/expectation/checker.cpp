#include "expectation/checker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "expectation/condition.hpp"

namespace schedlitmus::expectation {
namespace {

std::vector<Check> those(const std::vector<Check>& checks, bool of_run) {
  std::vector<Check> chosen;
  std::ranges::copy_if(checks, std::back_inserter(chosen),
                       [&](const Check& check) { return is_of_run(check.subject) == of_run; });
  return chosen;
}

}  // namespace

bool asks_for_samples(const std::vector<Check>& checks) {
  return std::ranges::any_of(checks, [](const Check& check) { return needs_samples(check.subject); });
}

namespace {

/// The checks on the run's end, and for each that is divided by a measure of the load one that reads it.
std::vector<Check> at_end(const std::vector<Check>& checks) {
  std::vector<Check> chosen = those(checks, true);
  for (const Check& check : checks) {
    if (check.per.empty()) continue;
    Check& measure = chosen.emplace_back();
    measure.subject.kind = SubjectKind::load;
    measure.subject.measure = check.per;
    measure.condition.min = Bound{};
  }
  return chosen;
}

/// Of a run that says nothing about its checks.
Outcome voided(const Check& check, Outcome outcome, const std::string& why) {
  const bool tells_of_run = check.subject.kind == SubjectKind::outcome;
  const bool proves = check.check_class == CheckClass::invariant && outcome.kind == OutcomeKind::missed;
  if (tells_of_run || proves) return outcome;
  Outcome undecided;
  undecided.check = outcome.check;
  undecided.samples = outcome.samples;
  undecided.reason = why;
  return undecided;
}

}  // namespace

Checker::Checker(const std::vector<Check>& wanted)
    : checks_(wanted),
      waits_for_end_(std::ranges::any_of(wanted, [](const Check& check) { return waits_for_end(check); })),
      samples_(those(wanted, false)),
      run_(at_end(wanted)) {}

Outcome Checker::divided(const Check& check, const Outcome& whole, const RunEnd& end) const {
  if (whole.kind == OutcomeKind::undecided || !whole.number) return whole;
  Outcome outcome;
  outcome.check = whole.check;
  outcome.time = whole.time;
  outcome.samples = whole.samples;
  std::string why_not;
  auto divisor = run_.load_measure(check.per, end, why_not);
  if (divisor && *divisor == 0) why_not = fmt::format("measure {} of the load is 0", check.per);
  if (divisor && is_rate(check)) {
    if (end.load_time <= Millis{0}) {
      why_not = "how long the load ran is not known";
    } else {
      *divisor /= static_cast<double>(end.load_time.count());
    }
  }
  if (!why_not.empty()) {
    outcome.reason = std::move(why_not);
    return outcome;
  }
  const Observation seen{*whole.number / *divisor, static_cast<double>(end.gomaxprocs)};
  outcome.kind = satisfies(check.condition, seen) ? OutcomeKind::held : OutcomeKind::missed;
  outcome.seen = seen_text(check.condition, seen);
  outcome.number = *seen.number();
  return outcome;
}

std::vector<Outcome> Checker::finish(const trace::Health& health, const RunEnd& end, const std::string& cut_why) {
  auto of_samples = samples_.finish(health, cut_why);
  auto of_end = run_.finish(end, health, cut_why);
  auto next_of_samples = of_samples.begin();
  auto next_of_end = of_end.begin();
  std::vector<Outcome> outcomes;
  outcomes.reserve(checks_.size());
  for (const Check& check : checks_) {
    Outcome outcome = std::move(is_of_run(check.subject) ? *next_of_end++ : *next_of_samples++);
    if (!check.per.empty()) outcome = divided(check, outcome, end);
    if (!end.void_why.empty()) outcome = voided(check, std::move(outcome), end.void_why);
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace schedlitmus::expectation
