#include "expectation/condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "support/numbers.hpp"

namespace schedlitmus::expectation {
namespace {

using List = std::vector<std::int64_t>;

/// Relative: what 0.1 + 0.2 is off by, and far below anything a trace can show.
constexpr double kRounding = 1e-9;

bool is_near(double value, double expected, double tolerance) {
  const double slack = kRounding * std::max({1.0, std::abs(value), std::abs(expected)});
  return std::abs(value - expected) <= tolerance + slack;
}

bool is_within(double value, const Condition& condition) {
  return (!condition.min || value >= *condition.min) && (!condition.max || value <= *condition.max);
}

List in_order(List list, ListOrder order) {
  if (order == ListOrder::any) std::ranges::sort(list);
  return list;
}

bool equals(const List& seen, const Expected& equal_to, const Condition& condition) {
  const auto* expected = std::get_if<List>(&equal_to);
  if (expected == nullptr || seen.size() != expected->size()) return false;
  const auto near = [&](std::int64_t value, std::int64_t wanted) {
    return is_near(static_cast<double>(value), static_cast<double>(wanted), condition.tolerance);
  };
  return std::ranges::equal(in_order(seen, condition.order), in_order(*expected, condition.order), near);
}

bool equals(double seen, const Expected& equal_to, const Condition& condition) {
  const auto* expected = std::get_if<double>(&equal_to);
  return expected != nullptr && is_near(seen, *expected, condition.tolerance);
}

std::string text_of(const List& list) { return fmt::format("[{}]", fmt::join(list, " ")); }

std::string text_of(double value) {
  return value == std::floor(value) ? format_number(value) : fmt::format("{:.4g}", value);
}

std::string range(const std::string& least, const std::string& greatest) {
  return least == greatest ? least : fmt::format("{}..{}", least, greatest);
}

}  // namespace

bool satisfies(const Condition& condition, const trace::Observation& observation) {
  if (const auto* list = std::get_if<List>(&observation)) {
    if (condition.equals && !equals(*list, *condition.equals, condition)) return false;
    return std::ranges::all_of(*list,
                               [&](std::int64_t entry) { return is_within(static_cast<double>(entry), condition); });
  }
  const auto* number = std::get_if<double>(&observation);
  if (number == nullptr) return false;
  return (!condition.equals || equals(*number, *condition.equals, condition)) && is_within(*number, condition);
}

std::string seen_text(const Condition& condition, const trace::Observation& observation) {
  if (const auto* list = std::get_if<List>(&observation)) return text_of(in_order(*list, condition.order));
  const auto* number = std::get_if<double>(&observation);
  return number == nullptr ? std::string() : text_of(*number);
}

std::string describe(const Condition& condition) {
  if (condition.equals) {
    const auto* list = std::get_if<List>(&*condition.equals);
    std::string text = "= " + (list != nullptr ? text_of(*list) : format_number(std::get<double>(*condition.equals)));
    if (condition.tolerance > 0) text += " ±" + format_number(condition.tolerance);
    if (condition.order == ListOrder::any) text += " in any order";
    return text;
  }
  if (condition.min && condition.max)
    return fmt::format("in {}..{}", format_number(*condition.min), format_number(*condition.max));
  if (condition.min) return ">= " + format_number(*condition.min);
  return condition.max ? "<= " + format_number(*condition.max) : "is anything";
}

void SeenRange::add(const trace::Observation& observation) {
  if (const auto* number = std::get_if<double>(&observation)) {
    least_ = any_ ? std::min(least_, *number) : *number;
    greatest_ = any_ ? std::max(greatest_, *number) : *number;
    any_ = true;
    return;
  }
  const auto* list = std::get_if<List>(&observation);
  if (list == nullptr) return;
  const List seen = in_order(*list, order_);
  const auto length = static_cast<double>(seen.size());
  least_ = any_ ? std::min(least_, length) : length;
  greatest_ = any_ ? std::max(greatest_, length) : length;
  if (!any_) lowest_ = highest_ = seen;
  for (std::size_t i = 0; i < std::min(seen.size(), lowest_.size()); ++i) {
    lowest_[i] = std::min(lowest_[i], seen[i]);
    highest_[i] = std::max(highest_[i], seen[i]);
  }
  any_ = is_list_ = true;
}

std::string SeenRange::text() const {
  if (!any_) return {};
  if (!is_list_) return range(text_of(least_), text_of(greatest_));
  if (least_ != greatest_) return fmt::format("lists of {}", range(text_of(least_), text_of(greatest_)));
  std::vector<std::string> entries;
  entries.reserve(lowest_.size());
  for (std::size_t i = 0; i < lowest_.size(); ++i)
    entries.push_back(range(fmt::format("{}", lowest_[i]), fmt::format("{}", highest_[i])));
  return fmt::format("[{}]", fmt::join(entries, " "));
}

}  // namespace schedlitmus::expectation
