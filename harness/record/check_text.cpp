#include "record/check_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "record/end_probe.hpp"
#include "support/json_text.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::record {
namespace {

constexpr std::size_t kMostNamed = 4;  ///< of what was seen

std::string span_text(const Span& span) {
  if (!span.from || !span.until) return {};
  return fmt::format(R"(, "from": "{}", "until": "{}")", format_duration(*span.from), format_duration(*span.until));
}

/// Two ends as keys of an object: "min": 1, "max": 2.
std::string ends_text(const Form& form) {
  std::string text;
  if (form.min) text += fmt::format(R"("min": {})", format_number(*form.min));
  if (form.max) text += fmt::format(R"({}"max": {})", text.empty() ? "" : ", ", format_number(*form.max));
  return text;
}

std::string condition_text(const Form& form) {
  if (form.equals) {
    std::vector<std::string> entries;
    for (const double entry : *form.equals) entries.push_back(format_number(entry));
    return fmt::format(R"("equals": [{}], "tolerance": {}, "order": "any")", fmt::join(entries, ", "),
                       format_number(form.tolerance));
  }
  if (form.min && form.min == form.max) return fmt::format(R"("equals": {})", format_number(*form.min));
  return ends_text(form);
}

std::string number_or_text(double value, const Probe& probe, const Texts& texts) {
  return probe.shape == Shape::text ? json::string_text(texts.text_of(value)) : format_number(value);
}

std::string kinds_text(const Probe& probe, const Form& form, const Texts& texts) {
  std::vector<std::string> kinds;
  for (const double kind : form.one_of) kinds.push_back(number_or_text(kind, probe, texts));
  if (kinds.size() == 1) return fmt::format(R"("equals": {})", kinds.front());
  return fmt::format(R"("one_of": [{}])", fmt::join(kinds, ", "));
}

std::string_view name_of_fact(expectation::RunFact fact) {
  return expectation::run_facts()[static_cast<std::size_t>(fact)].name;
}

/// Of what is known at a run's end.
std::string end_body(const Probe& probe, const Form& form, const Texts& texts) {
  using expectation::RunFact;
  const auto outcome = [](RunFact fact) { return fmt::format(R"("outcome": "{}", )", name_of_fact(fact)); };
  switch (probe.shape) {
    case Shape::measure:
      return fmt::format(R"("measure": {}, {})", json::string_text(probe.name), condition_text(form));
    case Shape::exit_status:
      return outcome(RunFact::exit_status) + kinds_text(probe, form, texts);
    case Shape::timed_out:
      return outcome(RunFact::timed_out) + fmt::format(R"("equals": {})", form.min == 1.0);
    case Shape::line:
      return outcome(RunFact::output) + fmt::format(R"("matches": {})", json::string_text(pattern_of_line(probe.name)));
    default:
      break;
  }
  const auto pattern = probe.name.empty()
                           ? std::string()
                           : fmt::format(R"("pattern": {}, )", json::string_text(pattern_of_key(probe.name)));
  return outcome(probe.fact) + pattern + kinds_text(probe, form, texts);
}

/// The observable with quantifier, window and condition.
std::string body(const Probe& probe, const Form& form, const Texts& texts) {
  if (probe.is_of_run()) return end_body(probe, form, texts);
  const auto field = fmt::format(R"("field": "{}")", probe.field->name);
  const auto span = span_text(probe.span);
  switch (probe.shape) {
    case Shape::at:
    case Shape::list_at:
      return fmt::format(R"("at": "{}", "within": "{}", {}, {})", format_duration(probe.at),
                         format_duration(probe.within), field, condition_text(form));
    case Shape::always:
      if (form.max == 0 && !form.min) return fmt::format(R"("never": true{}, {}, "min": 1)", span, field);
      return fmt::format(R"("always": true{}, {}, {})", span, field, condition_text(form));
    case Shape::aggregate:
      return fmt::format(R"("aggregate": "{}"{}, {}, {})", name_of(probe.aggregate), span, field, condition_text(form));
    case Shape::share:
      return fmt::format(R"("share": {{{}}}{}, {}, "min": 1)", ends_text(form), span, field);
    default:
      return {};
  }
}

std::string versions_of(const Group& group, const Provenance& provenance) {
  std::vector<std::string> versions;
  for (const auto release : group.releases) versions.push_back(provenance.releases[release].version);
  return fmt::format("Go {}", fmt::join(versions, ", "));
}

std::string seen_text(const Probe& probe, const Seen& seen, const Texts& texts) {
  if (!seen.kinds.empty()) {
    std::vector<std::string> kinds;
    for (const double kind : seen.kinds) kinds.push_back(number_or_text(kind, probe, texts));
    const auto more = kinds.size() > kMostNamed ? kinds.size() - kMostNamed : 0;
    kinds.resize(kinds.size() - more);
    return fmt::format("{}{}", fmt::join(kinds, " or "), more > 0 ? fmt::format(" or {} more", more) : "");
  }
  if (probe.shape == Shape::timed_out || probe.shape == Shape::line) {
    if (seen.least != seen.greatest) return "true or false";
    return seen.least == 1 ? "true" : "false";
  }
  const auto least = format_number(std::round(seen.least * 1000) / 1000);
  const auto greatest = format_number(std::round(seen.greatest * 1000) / 1000);
  return least == greatest ? least : least + ".." + greatest;
}

}  // namespace

std::string check_text(const Probe& probe, const Form& form, const Texts& texts, const std::string& why, int indent) {
  const std::string outer(static_cast<std::size_t>(indent), ' ');
  return fmt::format("{0}{{\n{0}  \"id\": \"{1}\",\n{0}  \"why\": {2},\n{0}  {3}\n{0}}}", outer, id_of(probe),
                     json::string_text(why), body(probe, form, texts));
}

std::string evidence(const Probe& probe, const Group& group, const Texts& texts, const Provenance& provenance) {
  return fmt::format("{}: seen {}; of the runs held out {} of {} inside", versions_of(group, provenance),
                     seen_text(probe, group.seen, texts), group.own.inside, group.own.runs);
}

std::string detection(const Probe& probe, const Group& group, const Texts& texts, const Provenance& provenance) {
  return fmt::format(
      "{}: seen {}; of the runs held out {} of {} inside, so VIOLATED there with a probability of {} "
      "or more",
      versions_of(group, provenance), seen_text(probe, group.seen, texts), group.against_first.inside,
      group.against_first.runs, format_percent(std::floor(group.power * 100) / 100));
}

}  // namespace schedlitmus::record
