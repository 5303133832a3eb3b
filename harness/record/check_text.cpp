#include "record/check_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "support/numbers.hpp"

namespace schedlitmus::record {
namespace {

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

/// The observable with quantifier, window and condition.
std::string body(const Probe& probe, const Form& form) {
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
  }
  return {};
}

std::string versions_of(const Group& group, const Provenance& provenance) {
  std::vector<std::string> versions;
  for (const auto release : group.releases) versions.push_back(provenance.releases[release].version);
  return fmt::format("Go {}", fmt::join(versions, ", "));
}

std::string seen_text(const Range& seen) {
  const auto least = format_number(std::round(*seen.least * 1000) / 1000);
  const auto greatest = format_number(std::round(*seen.greatest * 1000) / 1000);
  return least == greatest ? least : least + ".." + greatest;
}

}  // namespace

std::string json_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string check_text(const Probe& probe, const Form& form, const std::string& why, int indent) {
  const std::string outer(static_cast<std::size_t>(indent), ' ');
  return fmt::format("{0}{{\n{0}  \"id\": \"{1}\",\n{0}  \"why\": {2},\n{0}  {3}\n{0}}}", outer, id_of(probe),
                     json_text(why), body(probe, form));
}

std::string evidence(const Group& group, const Provenance& provenance) {
  return fmt::format("{}: seen {}; of the runs held out {} of {} inside", versions_of(group, provenance),
                     seen_text(group.seen), group.own.inside, group.own.runs);
}

std::string detection(const Group& group, const Provenance& provenance) {
  return fmt::format(
      "{}: seen {}; of the runs held out {} of {} inside, so VIOLATED there with a probability of {} "
      "or more",
      versions_of(group, provenance), seen_text(group.seen), group.against_first.inside, group.against_first.runs,
      format_percent(std::floor(group.power * 100) / 100));
}

}  // namespace schedlitmus::record
