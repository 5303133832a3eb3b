#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "expectation/condition.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

using List = Observation::List;

constexpr std::size_t kLongestSeen = 80;

std::string text_of(const List& list) { return fmt::format("[{}]", fmt::join(list, " ")); }

std::string text_of(double value) {
  return value == std::floor(value) ? format_number(value) : fmt::format("{:.4g}", value);
}

std::string text_of(std::string_view text) {
  if (text.empty()) return "none";
  std::string line;
  for (const char c : text.substr(0, kLongestSeen)) line += c == '\n' ? std::string(" / ") : std::string(1, c);
  if (text.size() <= kLongestSeen) return line;
  while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0U) == 0x80U) line.pop_back();
  if (!line.empty() && (static_cast<unsigned char>(line.back()) & 0x80U) != 0) line.pop_back();
  return line + "…";
}

std::string text_of(const Expected& expected) {
  if (const auto* list = std::get_if<List>(&expected)) return text_of(*list);
  if (const auto* text = std::get_if<std::string>(&expected)) return text->empty() ? "none" : quote(*text);
  if (const auto* fact = std::get_if<bool>(&expected)) return *fact ? "true" : "false";
  return to_string(std::get<Bound>(expected));
}

std::string range(const std::string& least, const std::string& greatest) {
  return least == greatest ? least : fmt::format("{}..{}", least, greatest);
}

std::string describe_values(const Condition& condition) {
  std::vector<std::string> values;
  values.reserve(condition.one_of.size());
  for (const Expected& expected : condition.one_of) values.push_back(text_of(expected));
  std::string text =
      "= " + (condition.equals ? text_of(*condition.equals) : fmt::format("{}", fmt::join(values, " or ")));
  if (const std::string tolerance = describe_tolerance(condition); !tolerance.empty()) text += " " + tolerance;
  if (condition.order == ListOrder::any) text += " in any order";
  return text;
}

}  // namespace

std::string seen_text(const Condition& condition, const Observation& observation) {
  if (const auto* list = observation.list()) return text_of(in_order(*list, condition.order));
  if (const auto* number = observation.number()) return text_of(*number);
  if (const auto* text = std::get_if<std::string>(&observation.value)) return text_of(std::string_view(*text));
  const auto* fact = std::get_if<bool>(&observation.value);
  if (fact == nullptr) return {};
  return *fact ? "true" : "false";
}

std::string describe_tolerance(const Condition& condition) {
  std::string text;
  if (condition.tolerance > 0) text = "±" + format_number(condition.tolerance);
  if (condition.tolerance_share > 0)
    text += fmt::format("{}±{} %", text.empty() ? "" : " ", format_number(condition.tolerance_share * 100));
  return text;
}

std::string describe(const Condition& condition) {
  if (condition.names_values()) return describe_values(condition);
  if (condition.matches) return "matches " + quote(condition.matches->text());
  if (condition.min && condition.max)
    return fmt::format("in {}..{}", to_string(*condition.min), to_string(*condition.max));
  if (condition.min) return ">= " + to_string(*condition.min);
  return condition.max ? "<= " + to_string(*condition.max) : "is anything";
}

std::string describe(const Subject& subject, const Condition& condition) {
  std::string of;
  if (kind_of(subject) == ValueKind::list && !condition.names_lists()) {
    of = condition.entries == Entries::all   ? "each of "
         : condition.entries == Entries::any ? "some of "
                                             : "exactly one of ";
  }
  return fmt::format("{}{} {}", of, describe(subject), describe(condition));
}

void SeenRange::add(const Observation& observation) {
  if (const auto* number = observation.number()) {
    least_ = any_ ? std::min(least_, *number) : *number;
    greatest_ = any_ ? std::max(greatest_, *number) : *number;
    any_ = true;
    return;
  }
  const auto* list = observation.list();
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
