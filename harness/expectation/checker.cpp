#include "expectation/checker.hpp"

#include <algorithm>
#include <utility>

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

Checker::Checker(const std::vector<Check>& wanted) : samples_(those(wanted, false)), run_(those(wanted, true)) {
  for (const Check& check : wanted) of_run_.push_back(is_of_run(check.subject));
  waits_for_end_ = std::ranges::find(of_run_, true) != of_run_.end();
}

std::vector<Outcome> Checker::finish(const trace::Health& health, const RunEnd& end, const std::string& cut_why) {
  auto of_samples = samples_.finish(health, cut_why);
  auto of_end = run_.finish(end, health, cut_why);
  auto next_of_samples = of_samples.begin();
  auto next_of_end = of_end.begin();
  std::vector<Outcome> outcomes;
  outcomes.reserve(of_run_.size());
  for (const bool of_run : of_run_) outcomes.push_back(std::move(of_run ? *next_of_end++ : *next_of_samples++));
  return outcomes;
}

}  // namespace schedlitmus::expectation
