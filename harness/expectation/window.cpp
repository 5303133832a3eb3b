#include "expectation/window.hpp"

#include <fmt/format.h>

#include "expectation/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::expectation {

Window::Window(const Check& check) {
  switch (check.quantifier) {
    case Quantifier::at:
      at_ = check.at;
      begin_ = check.at - check.within;
      end_ = check.at + check.within;
      break;
    case Quantifier::always:
      begin_ = check.from;
      end_ = check.until.value_or(Millis::max());
      break;
    case Quantifier::eventually:
      begin_ = check.from;
      end_ = check.by;
      break;
  }
}

void Window::note(Millis time) {
  if (at_ && (!nearest_ || distance(time, *at_) < distance(*nearest_, *at_))) nearest_ = time;
}

std::string Window::describe() const {
  if (at_) return fmt::format("within {} of {}", format_duration(*at_ - begin_), format_duration(*at_));
  std::string text = "from " + format_duration(begin_);
  if (end_ != Millis::max()) text += " until " + format_duration(end_);
  return text;
}

std::string Window::why_empty(std::uint64_t unusable, std::string_view subject) const {
  if (unusable > 0)
    return fmt::format("{} {} {} {} whole", count_of(unusable, "sample"), describe(),
                       unusable == 1 ? "does not show" : "do not show", subject);
  const std::string nearest = nearest_ ? fmt::format(" (nearest: {})", format_duration(*nearest_)) : std::string();
  return fmt::format("no sample {}{}", describe(), nearest);
}

}  // namespace schedlitmus::expectation
