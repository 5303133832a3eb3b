#include "compare/change.hpp"

#include "compare/shown.hpp"

namespace schedlitmus::compare {

Change change_of(const Course& course, std::size_t line, const Range& before, const Range& after,
                 const Difference& found) {
  Change change;
  change.line = line;
  change.from = before.last;
  change.to = after.first;
  change.before_first = before.first;
  change.after_last = after.last;
  change.what = course.what;
  change.is_number = course.is_number;
  change.before = shown_of(before, after.side, true);
  change.after = shown_of(after, before.side, false);
  change.p = found.p;
  change.effect = found.effect;
  change.interval = found.interval;
  change.of_rate = found.of_rate;
  return change;
}

}  // namespace schedlitmus::compare
