#include "expectation/expectation.hpp"

#include <fmt/format.h>

#include "expectation/condition.hpp"

namespace schedlitmus::expectation {
namespace {

std::string describe_when(const Check& check) {
  const std::string from = check.from > Millis{0} ? " from " + format_duration(check.from) : std::string();
  switch (check.quantifier) {
    case Quantifier::at:
      return "at " + format_duration(check.at);
    case Quantifier::always:
      return "always" + from + (check.until ? " until " + format_duration(*check.until) : std::string());
    case Quantifier::eventually:
      return "eventually" + from + " by " + format_duration(check.by);
  }
  return {};
}

}  // namespace

std::string to_string(const Position& position) {
  return fmt::format("{}:{}:{}", position.file, position.line, position.column);
}

std::string_view name_of(CaptureChoice choice) {
  switch (choice) {
    case CaptureChoice::automatic:
      return "auto";
    case CaptureChoice::messages:
      return "messages";
    case CaptureChoice::pipe:
      return "pipe";
  }
  return "auto";
}

std::string describe(const Check& check) {
  const Condition& condition = check.condition;
  const bool bounds_of_list = check.field != nullptr && check.field->is_list && !condition.equals;
  return fmt::format("{}{} {} {}", bounds_of_list ? "each of " : "", check.field == nullptr ? "?" : check.field->name,
                     describe(condition), describe_when(check));
}

}  // namespace schedlitmus::expectation
