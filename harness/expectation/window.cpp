#include "expectation/window.hpp"

#include <fmt/format.h>

#include "expectation/condition.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::expectation {

Window::Window(const Check& check)
    : from_(check.from),
      until_(check.until),
      ends_with_until_(check.quantifier == Quantifier::eventually),
      text_(describe_window(check)) {
  if (check.quantifier == Quantifier::at) {
    at_ = check.at;
    from_ = {check.at - check.within, {}};
    until_ = {check.at + check.within, {}};
  }
}

bool Window::is_reached(const Clause& clause, const trace::Sample& sample) {
  const Observation observation = observe(clause.subject, clause.condition, sample);
  if (observation.says_nothing()) {
    if (!begun_) ++blind_;
    return false;
  }
  return satisfies(clause.condition, observation);
}

bool Window::enter(const trace::Sample& sample) {
  if (over_) return false;
  if (!begun_) begun_ = from_.clause ? is_reached(*from_.clause, sample) : sample.time >= from_.time;
  if (!until_) return begun_;
  if (until_->clause) {
    over_ = begun_ && is_reached(*until_->clause, sample);
    return begun_ && (!over_ || ends_with_until_);
  }
  over_ = sample.time >= until_->time;
  return begun_ && sample.time <= until_->time;
}

void Window::note(Millis time) {
  if (at_ && (!nearest_ || distance(time, *at_) < distance(*nearest_, *at_))) nearest_ = time;
}

std::string Window::why_not_begun(const Clause& awaited) const {
  std::string text = "its window never began: no sample with " + describe(awaited);
  if (until_ && !until_->clause) text += " until " + format_duration(until_->time);
  if (blind_ > 0)
    text += fmt::format(" ({} {} {} whole)", count_of(blind_, "sample"), blind_ == 1 ? "does not show" : "do not show",
                        describe(awaited.subject));
  return text;
}

std::string Window::why_empty(std::uint64_t unusable, std::string_view subject) const {
  if (from_.clause && !begun_) return why_not_begun(*from_.clause);
  if (unusable > 0)
    return fmt::format("{}{} {} {} whole", count_of(unusable, "sample"), text_.empty() ? "" : " " + text_,
                       unusable == 1 ? "does not show" : "do not show", subject);
  if (begun_ && until_ && until_->clause) return "its window ends with the sample that begins it: " + text_;
  const std::string nearest = nearest_ ? fmt::format(" (nearest: {})", format_duration(*nearest_)) : std::string();
  return fmt::format("no sample {}{}", text_.empty() ? "in the trace" : text_, nearest);
}

}  // namespace schedlitmus::expectation
