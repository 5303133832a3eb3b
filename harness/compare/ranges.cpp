#include "compare/ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "support/numbers.hpp"

namespace schedlitmus::compare {
namespace {

/// Less than that many of a place's runs are no picture of it.
constexpr double kLeastShare = 0.5;

struct Building {
  Course course;
  bool has_text = false;
};

using Courses = std::map<std::string, Building>;

void add_value(Course::At& at, const Value& value, std::int64_t run) {
  if (const auto* number = std::get_if<double>(&value)) at.side.numbers.push_back(*number);
  if (const auto* text = std::get_if<std::string>(&value)) at.side.categories.push_back(*text);
  at.runs.push_back(run);
}

/// What tells that a run has none of it, where it does not say how many: of lines
/// of a shape the text, of goroutines that wait for something all goroutines.
std::optional<Observable> whole_of(const Observable& what) {
  constexpr std::string_view kGoroutines = "trace|goroutines";
  auto whole = what;
  if (what.statistic == Statistic::lines) {
    whole.id = what.name;
    return whole;
  }
  if (!what.id.starts_with(kGoroutines) || what.name == "goroutines") return std::nullopt;
  whole.id.replace(0, whole.id.find('|', kGoroutines.size()), kGoroutines);
  return whole;
}

void fill_none(Course& course, const Line& line) {
  const auto whole = whole_of(course.what);
  if (!whole) return;
  for (auto& at : course.places) {
    for (const auto& run : line.places[at.place].runs) {
      if (!run.values.contains(course.what) && run.values.contains(*whole)) add_value(at, 0.0, run.id);
    }
  }
}

/// What hardly any run shows, such as a random word, is no observable.
std::set<std::string> worth_comparing(const Line& line) {
  std::map<std::string, int> seen;
  for (const auto& place : line.places) {
    if (!place.counts()) continue;
    for (const auto& run : place.runs)
      for (const auto& [what, value] : run.values) ++seen[what.id];
  }
  std::set<std::string> worth;
  for (const auto& [id, runs] : seen)
    if (runs >= kFewestRuns) worth.insert(id);
  return worth;
}

}  // namespace

void to_texts(Course& course) {
  course.is_number = false;
  for (auto& at : course.places) {
    for (const double number : at.side.numbers) at.side.categories.push_back(format_number(number));
    at.side.numbers.clear();
  }
}

std::vector<Course> courses_of(const Line& line) {
  std::vector<std::size_t> compared;
  for (std::size_t i = 0; i < line.places.size(); ++i)
    if (line.places[i].counts()) compared.push_back(i);
  const auto worth = worth_comparing(line);
  Courses building;
  for (std::size_t n = 0; n < compared.size(); ++n) {
    for (const auto& run : line.places[compared[n]].runs) {
      for (const auto& [what, value] : run.values) {
        if (!worth.contains(what.id)) continue;
        auto& one = building[what.id];
        if (one.course.places.empty()) {
          one.course.what = what;
          for (const auto place : compared) one.course.places.push_back({place, {}, {}, false});
        }
        one.course.what.clock = one.course.what.clock || what.clock;
        one.has_text = one.has_text || std::holds_alternative<std::string>(value);
        add_value(one.course.places[n], value, run.id);
      }
    }
  }
  std::vector<Course> courses;
  for (auto& [id, one] : building) {
    auto& course = one.course;
    if (one.has_text) to_texts(course);  // where some runs show a number and others a text
    fill_none(course, line);
    for (auto& at : course.places) {
      const auto least = std::max(static_cast<double>(kFewestRuns),
                                  kLeastShare * static_cast<double>(line.places[at.place].runs.size()));
      at.known = static_cast<double>(at.side.size()) >= least;
    }
    courses.push_back(std::move(course));
  }
  return courses;
}

Value value_in(const ComparedRun& run, const Observable& what) {
  if (const auto found = run.values.find(what); found != run.values.end()) return found->second;
  const auto whole = whole_of(what);
  return whole && run.values.contains(*whole) ? Value(0.0) : Value();
}

std::vector<Range> ranges_of(const Course& course) {
  std::vector<Range> ranges;
  for (const auto& at : course.places) {
    if (!at.known) continue;
    if (!ranges.empty()) {
      Side both = ranges.back().side;
      append(both, at.side);
      if (both.constant()) {
        ranges.back().last = at.place;
        ranges.back().side = std::move(both);
        ranges.back().runs.insert(ranges.back().runs.end(), at.runs.begin(), at.runs.end());
        continue;
      }
    }
    ranges.push_back({at.place, at.place, at.side, at.runs});
  }
  return ranges;
}

}  // namespace schedlitmus::compare
