// Checks as sentences.
#include <fmt/format.h>

#include "expectation/condition.hpp"
#include "expectation/expectation.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::expectation {
namespace {

/// "in at least 10 % of the samples", "for 3 to 5 samples in a row": both bounds, or the one there is.
std::string between(const std::string& min, const std::string& max) {
  if (min.empty()) return "at most " + max;
  if (max.empty()) return "at least " + min;
  return min == max ? min : fmt::format("{} to {}", min, max);
}

std::string text_of(const std::optional<double>& share) { return share ? format_percent(*share) : std::string(); }

std::string text_of(const std::optional<StreakLength>& length) {
  if (!length) return {};
  const auto* time = std::get_if<Millis>(&*length);
  return time != nullptr ? format_duration(*time) : count_of(std::get<std::uint64_t>(*length), "sample");
}

std::string describe(const Trend& trend) {
  if (trend.direction == Direction::flat) return "flat within ±" + format_number(trend.tolerance);
  if (trend.direction) return std::string(name_of(*trend.direction));
  const auto& [min, max] = trend.slope;
  return fmt::format("with a slope of {} /s", between(min ? format_number(*min) : "", max ? format_number(*max) : ""));
}

std::string describe(const Reference& reference) {
  const std::string margin = reference.margin ? fmt::format(" ±{}", format_number(*reference.margin)) : std::string();
  return fmt::format("distributed as in {} on Go {}{}", count_of(reference.runs.size(), "run"), reference.go, margin);
}

/// Which samples, or what is made of them.
std::string describe_quantifier(const Check& check) {
  switch (check.quantifier) {
    case Quantifier::at:
      return "at " + format_duration(check.at);
    case Quantifier::always:
    case Quantifier::never:
    case Quantifier::eventually:
      return std::string(name_of(check.quantifier));
    case Quantifier::share:
      return fmt::format("in {} of the samples", between(text_of(check.share.min), text_of(check.share.max)));
    case Quantifier::streak:
      return fmt::format("for {} in a row", between(text_of(check.streak.min), text_of(check.streak.max)));
    case Quantifier::trend:
      return describe(check.trend);
    case Quantifier::quantile:
      return fmt::format("{} quantile of ", format_number(check.quantile));
    case Quantifier::aggregate:
      return fmt::format(
          "{} of ", check.aggregate == Aggregate::distinct ? "number of different values" : name_of(check.aggregate));
  }
  return {};
}

bool stands_before_subject(const Check& check) {
  return check.quantifier == Quantifier::quantile || check.quantifier == Quantifier::aggregate;
}

std::string text_of(const Edge& edge) { return edge.clause ? describe(*edge.clause) : format_duration(edge.time); }

std::string describe_span(const Check& check, std::string_view until) {
  std::string text;
  if (check.from.clause || check.from.time > Millis{0})
    text = fmt::format("from {}{}", check.from.clause ? "when " : "", text_of(check.from));
  if (!check.until) return text;
  return fmt::format("{}{}{}{}", text, text.empty() ? "" : " ", until, text_of(*check.until));
}

/// The window where the sentence has not said it yet.
std::string describe_rest(const Check& check) {
  if (check.quantifier == Quantifier::at) return {};
  if (check.quantifier != Quantifier::eventually) return describe_window(check);
  return describe_span(check, check.until && check.until->clause ? "by the time of " : "by ");
}

}  // namespace

std::string describe(const Clause& clause) { return describe(clause.subject, clause.condition); }

std::string describe_window(const Check& check) {
  if (check.quantifier == Quantifier::at)
    return fmt::format("within {} of {}", format_duration(check.within), format_duration(check.at));
  return describe_span(check, "until ");
}

std::string describe(const Check& check) {
  if (check.subject.kind == SubjectKind::diagnosis) {
    const std::string_view found = check.quantifier == Quantifier::never ? "is never found" : "is found";
    const std::string window = describe_window(check);
    return fmt::format("{} {}{}{}", diagnosis::name_of(check.subject.diagnosis), found, window.empty() ? "" : " ",
                       window);
  }
  const bool without_condition =
      check.reference || (check.quantifier == Quantifier::trend && !is_of_run(check.subject));
  std::string text = without_condition ? describe(check.subject) : describe(check.subject, check.condition);
  if (!is_of_run(check.subject)) {
    const std::string quantifier = describe_quantifier(check);
    text = stands_before_subject(check) ? quantifier + text : fmt::format("{} {}", text, quantifier);
    const std::string window = describe_rest(check);
    if (!window.empty()) text += " " + window;
  }
  if (!check.per.empty()) text += fmt::format(", per {} of the load", check.per);
  if (check.reference) return text + " " + describe(*check.reference);
  return check.check_class == CheckClass::distribution ? "median over the runs of " + text : text;
}

}  // namespace schedlitmus::expectation
