#include "expectation/expectation.hpp"

#include <fmt/format.h>

#include <array>

namespace schedlitmus::expectation {
std::string to_string(const Position& position) {
  return fmt::format("{}:{}:{}", position.file, position.line, position.column);
}

std::string_view name_of(CheckClass check_class) {
  switch (check_class) {
    case CheckClass::typical:
      return "typical";
    case CheckClass::invariant:
      return "invariant";
    case CheckClass::distribution:
      return "distribution";
  }
  return "typical";
}

std::optional<CheckClass> class_of(std::string_view name) {
  for (const CheckClass known : {CheckClass::typical, CheckClass::invariant, CheckClass::distribution})
    if (name_of(known) == name) return known;
  return std::nullopt;
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

std::string_view name_of(Quantifier quantifier) {
  switch (quantifier) {
    case Quantifier::at:
      return "at";
    case Quantifier::always:
      return "always";
    case Quantifier::never:
      return "never";
    case Quantifier::eventually:
      return "eventually";
    case Quantifier::share:
      return "share";
    case Quantifier::streak:
      return "streak";
    case Quantifier::trend:
      return "trend";
    case Quantifier::quantile:
      return "quantile";
    case Quantifier::aggregate:
      return "aggregate";
  }
  return "at";
}

std::string_view name_of(Direction direction) {
  switch (direction) {
    case Direction::growing:
      return "growing";
    case Direction::flat:
      return "flat";
    case Direction::shrinking:
      return "shrinking";
  }
  return "flat";
}

std::string_view name_of(Aggregate aggregate) {
  constexpr std::array<std::string_view, kAggregates> kNames = {"mean",  "median", "min",    "max",
                                                                "first", "last",   "change", "distinct"};
  return kNames[static_cast<std::size_t>(aggregate)];
}

std::string name_of(const Scenario& scenario) {
  if (!scenario.command) return scenario.program;
  const Executable& executable = scenario.command->executable;
  if (!executable.build.empty()) return executable.build;
  return executable.binary.empty() ? executable.argv.front() : executable.binary;
}

bool waits_for_end(const Check& check) { return is_of_run(check.subject) || !check.per.empty(); }

bool is_rate(const Check& check) { return !check.per.empty() && check.aggregate == Aggregate::change; }

bool is_about_all_samples(const Check& check) {
  const bool each = check.quantifier == Quantifier::always || check.quantifier == Quantifier::never;
  return each && check.from.time == Millis{0} && !check.from.clause && !check.until;
}

std::string why_absent(const Check& check, int minor, bool detail) {
  std::string why = why_absent(check.subject, minor, detail);
  for (const auto* edge : {&check.from, check.until ? &*check.until : nullptr})
    if (why.empty() && edge != nullptr && edge->clause) why = why_absent(edge->clause->subject, minor, detail);
  return why;
}

}  // namespace schedlitmus::expectation
