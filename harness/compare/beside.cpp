#include "compare/beside.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "compare/change.hpp"
#include "compare/ranges.hpp"
#include "compare/shown.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::compare {
namespace {

constexpr double kDoubtful = 0.2;  ///< a p that leaves it open
constexpr std::string_view kNothing = "nothing of it";
constexpr std::size_t kFirst = 0;
constexpr std::size_t kHere = 1;
constexpr std::size_t kLast = 2;

Range range_of(const Course::At& at) { return {at.place, at.place, at.side, at.runs}; }

struct Unlike {
  bool surely = false;
  bool perhaps = false;  ///< and not surely
};

/// Too few runs for any test, but the usual value is much rarer on one side.
bool is_much_rarer(const Side& one, const Side& other) {
  auto both = one;
  append(both, other);
  std::size_t runs = 0;
  const auto category = mode_of(both.categories).category;
  const double number = mode_of(both.numbers, runs);
  const auto share = [&](const Side& side) {
    const auto usual =
        side.numbers.empty() ? std::ranges::count(side.categories, category) : std::ranges::count(side.numbers, number);
    return static_cast<double>(usual) / static_cast<double>(side.size());
  };
  return std::abs(share(one) - share(other)) >= kLeastEffect;
}

Unlike unlike(const Observable& what, const Side& one, const Side& other) {
  const auto found = difference(what, one, other);
  if (found.none_possible) return {false, is_much_rarer(one, other)};
  if (!found.large) return {};
  const bool agree = what.group == Group::output && one.constant() && other.constant();
  const bool surely = found.p <= (agree ? kQOfAgreement : kQ);
  return {surely, !surely && found.p <= kDoubtful};
}

/// Too few of its runs show it.
Beside not_shown(const Place& place) {
  Beside beside;
  if (!place.why_none.empty()) {
    beside.why = place.why_none;
    beside.more_runs = false;
  } else if (!place.counts()) {
    beside.why = fmt::format("{}{}", count_of(place.runs.size(), "run counts", "runs count"),
                             place.excluded == 0 ? "" : ", the host was busy");
  } else {
    beside.why = place.noisy ? "the host was busy during nearly all runs" : "its traces are too short";
    beside.more_runs = place.noisy;
  }
  return beside;
}

/// Where a place prints nothing of it, that is a text like any other.
void fill_nothing(Course& course, const Line& line) {
  if (course.what.group != Group::output || std::ranges::all_of(course.places, &Course::At::known)) return;
  to_texts(course);
  for (auto& at : course.places) {
    for (const auto& run : line.places[at.place].runs) {
      if (std::ranges::find(at.runs, run.id) != at.runs.end()) continue;
      at.side.categories.emplace_back(kNothing);
      at.runs.push_back(run.id);
    }
    at.known = true;
  }
}

/// The line's places that show it; one that none shows is not there.
std::optional<Course> course_of(const Line& line, const Observable& what) {
  auto courses = courses_of(line);
  const auto found = std::ranges::find(courses, what.id, [](const Course& course) { return course.what.id; });
  if (found == courses.end()) return std::nullopt;
  fill_nothing(*found, line);
  return std::move(*found);
}

const Course::At* at_place(const Course& course, std::size_t place) {
  const auto found = std::ranges::find(course.places, place, &Course::At::place);
  return found == course.places.end() || !found->known ? nullptr : &*found;
}

}  // namespace

Beside beside(const Line& three, const Observable& what) {
  const auto course = course_of(three, what);
  if (!course) return not_shown(three.places[kHere]);
  const auto* here = at_place(*course, kHere);
  if (here == nullptr) return not_shown(three.places[kHere]);
  const auto* first = at_place(*course, kFirst);
  const auto* last = at_place(*course, kLast);
  Beside beside;
  if (first == nullptr || last == nullptr) {
    beside.why = "too few runs show it where it is known";
    beside.more_runs = false;
    return beside;
  }
  beside.is_number = course->is_number;
  beside.shown = shown_of(range_of(*here), first->side, false);
  const auto from_first = unlike(what, first->side, here->side);
  const auto from_last = unlike(what, here->side, last->side);
  if (from_first.surely && from_last.surely) beside.is = Like::neither;
  if (from_first.surely && !from_last.surely && !from_last.perhaps) beside.is = Like::last;
  if (from_last.surely && !from_first.surely && !from_first.perhaps) beside.is = Like::first;
  if (beside.is == Like::unclear) beside.why = "its runs do not tell; more of them (--runs) would";
  return beside;
}

std::optional<Change> change_between(const Line& line, std::size_t from, std::size_t to, const Observable& what) {
  const auto course = course_of(line, what);
  if (!course) return std::nullopt;
  const auto* before = at_place(*course, from);
  const auto* after = at_place(*course, to);
  if (before == nullptr || after == nullptr) return std::nullopt;
  const auto found = difference(course->what, before->side, after->side);
  auto change = change_of(*course, 0, range_of(*before), range_of(*after), found);
  change.q = change.p;
  return change;
}

}  // namespace schedlitmus::compare
