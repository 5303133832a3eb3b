#include "expectation/condition.hpp"

#include <algorithm>
#include <cmath>

namespace schedlitmus::expectation {
namespace {

using List = Observation::List;

/// Relative: what 0.1 + 0.2 is off by, and far below anything a trace can show.
constexpr double kRounding = 1e-9;
double slack_of(const Condition& condition, double expected) {
  return condition.tolerance + condition.tolerance_share * std::abs(expected);
}

bool is_near(double value, double expected, double tolerance) {
  const double slack = kRounding * std::max({1.0, std::abs(value), std::abs(expected)});
  return std::abs(value - expected) <= tolerance + slack;
}

bool equals(const List& seen, const List& expected, const Condition& condition) {
  if (seen.size() != expected.size()) return false;
  const auto near = [&](std::int64_t value, std::int64_t wanted) {
    const auto number = static_cast<double>(wanted);
    return is_near(static_cast<double>(value), number, slack_of(condition, number));
  };
  return std::ranges::equal(in_order(seen, condition.order), in_order(expected, condition.order), near);
}

bool equals(double seen, const Bound& expected, const Condition& condition, double gomaxprocs) {
  const double number = expected.at(gomaxprocs);
  return is_near(seen, number, slack_of(condition, number));
}

/// All that equals and one_of allow.
template <class Predicate>
bool any_expected(const Condition& condition, Predicate is_it) {
  return condition.equals ? is_it(*condition.equals) : std::ranges::any_of(condition.one_of, is_it);
}

/// One number, by itself or as an entry of a list.
bool number_satisfies(const Condition& condition, double value, double gomaxprocs) {
  if (condition.matches) return false;
  if (condition.names_values()) {
    return any_expected(condition, [&](const Expected& expected) {
      const auto* number = std::get_if<Bound>(&expected);
      return number != nullptr && equals(value, *number, condition, gomaxprocs);
    });
  }
  return (!condition.min || value >= condition.min->at(gomaxprocs)) &&
         (!condition.max || value <= condition.max->at(gomaxprocs));
}

bool list_satisfies(const Condition& condition, const List& list, double gomaxprocs) {
  if (condition.names_lists()) {
    return any_expected(condition, [&](const Expected& expected) {
      const auto* whole = std::get_if<List>(&expected);
      return whole != nullptr && equals(list, *whole, condition);
    });
  }
  const auto satisfied = std::ranges::count_if(
      list, [&](std::int64_t entry) { return number_satisfies(condition, static_cast<double>(entry), gomaxprocs); });
  switch (condition.entries) {
    case Entries::all:
      return satisfied == static_cast<std::ptrdiff_t>(list.size());
    case Entries::any:
      return satisfied > 0;
    case Entries::one:
      return satisfied == 1;
  }
  return false;
}

bool some_line_matches(const Pattern& pattern, std::string_view text) {
  while (true) {
    const auto end = text.find('\n');
    if (pattern.matches(text.substr(0, end))) return true;
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
}

bool text_satisfies(const Condition& condition, const std::string& text) {
  if (condition.matches) return some_line_matches(*condition.matches, text);
  return any_expected(condition, [&](const Expected& expected) {
    const auto* wanted = std::get_if<std::string>(&expected);
    return wanted != nullptr && text == *wanted;
  });
}

bool is_relative(const std::optional<Bound>& bound) { return bound && bound->is_relative(); }

}  // namespace

bool needs_gomaxprocs(const Condition& condition) {
  return is_relative(condition.min) || is_relative(condition.max) ||
         any_expected(condition, [](const Expected& expected) {
           const auto* bound = std::get_if<Bound>(&expected);
           return bound != nullptr && bound->is_relative();
         });
}

List in_order(List list, ListOrder order) {
  if (order == ListOrder::any) std::ranges::sort(list);
  return list;
}

Observation observe(const Subject& subject, const Condition& condition, const trace::Sample& sample) {
  Observation seen = observe(subject, sample);
  if (seen.gomaxprocs <= 0 && needs_gomaxprocs(condition)) seen.value = {};
  return seen;
}

bool satisfies(const Condition& condition, const Observation& observation) {
  if (const auto* list = observation.list()) return list_satisfies(condition, *list, observation.gomaxprocs);
  if (const auto* number = observation.number()) {
    return number_satisfies(condition, *number, observation.gomaxprocs);
  }
  if (const auto* text = std::get_if<std::string>(&observation.value)) return text_satisfies(condition, *text);
  const auto* fact = std::get_if<bool>(&observation.value);
  return fact != nullptr && any_expected(condition, [&](const Expected& expected) {
           const auto* wanted = std::get_if<bool>(&expected);
           return wanted != nullptr && *fact == *wanted;
         });
}

}  // namespace schedlitmus::expectation
