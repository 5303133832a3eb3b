#include "record/end_probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace schedlitmus::record {
namespace {

using expectation::Check;
using expectation::Outcome;
using expectation::OutcomeKind;
using expectation::RunFact;
using expectation::SubjectKind;

constexpr std::size_t kMostOfAKind = 12;
constexpr std::size_t kLongestSlug = 40;

Probe end_probe(Shape shape, RunFact fact = RunFact::output, std::string name = {}) {
  Probe probe;
  probe.shape = shape;
  probe.fact = fact;
  probe.name = std::move(name);
  return probe;
}

/// Letters, digits and single dashes.
std::string slug_of(std::string_view text) {
  std::string slug;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool stays = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (upper || stays) {
      slug += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
    if (slug.size() == kLongestSlug) break;
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

void add(std::vector<Probe>& probes, Shape shape, const std::set<std::string>& names) {
  std::size_t added = 0;
  for (const auto& name : names) {
    auto probe = end_probe(shape, RunFact::output, name);
    const bool is_new = std::ranges::find(probes, id_of(probe), id_of) == probes.end();
    if (is_new && added++ < kMostOfAKind) probes.push_back(std::move(probe));
  }
}

std::string_view fact_name(RunFact fact) { return expectation::run_facts()[static_cast<std::size_t>(fact)].name; }

std::optional<expectation::Pattern> pattern(const std::string& text) {
  auto parsed = expectation::Pattern::parse(text);
  return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
}

expectation::Subject subject_of_end(const Probe& probe) {
  expectation::Subject subject;
  subject.kind = probe.shape == Shape::measure ? SubjectKind::measure : SubjectKind::outcome;
  subject.measure = probe.name;
  subject.fact = probe.fact;
  if (probe.shape == Shape::exit_status) subject.fact = RunFact::exit_status;
  if (probe.shape == Shape::timed_out) subject.fact = RunFact::timed_out;
  if (probe.shape == Shape::text && !probe.name.empty()) subject.pattern = pattern(pattern_of_key(probe.name));
  return subject;
}

}  // namespace

std::vector<Probe> make_end_probes(const Printed& everywhere, const Printed& oldest) {
  std::vector<Probe> probes = {end_probe(Shape::exit_status), end_probe(Shape::timed_out),
                               end_probe(Shape::text, RunFact::fatal_error), end_probe(Shape::text, RunFact::signal)};
  const bool in_parts = !everywhere.measures.empty() || !everywhere.keys.empty() || !oldest.lines.empty();
  if (!in_parts) probes.push_back(end_probe(Shape::text));
  add(probes, Shape::measure, everywhere.measures);
  add(probes, Shape::text, everywhere.keys);
  add(probes, Shape::line, oldest.lines);
  return probes;
}

std::string end_observable_of(const Probe& probe) {
  switch (probe.shape) {
    case Shape::measure:
      return "measure " + probe.name;
    case Shape::exit_status:
      return std::string(fact_name(RunFact::exit_status));
    case Shape::timed_out:
      return std::string(fact_name(RunFact::timed_out));
    case Shape::line:
      return "stdout line " + probe.name;
    default:
      return fmt::format("{}{}{}", fact_name(probe.fact), probe.name.empty() ? "" : " ", probe.name);
  }
}

std::string end_id_of(const Probe& probe) { return slug_of(end_observable_of(probe)); }

/// Decided by whatever the run shows; only of a line does the outcome itself count.
Check end_check(const Probe& probe) {
  Check check;
  check.id = end_id_of(probe);
  check.subject = subject_of_end(probe);
  switch (probe.shape) {
    case Shape::timed_out:
      check.condition.equals = expectation::Expected(true);
      break;
    case Shape::line:
      check.condition.matches = pattern(pattern_of_line(probe.name));
      break;
    case Shape::text:
      check.condition.equals = expectation::Expected(std::string());
      break;
    default:
      check.condition.min = expectation::Bound{std::numeric_limits<double>::lowest()};
  }
  return check;
}

Values end_value_of(const Probe& probe, const std::vector<Outcome>& outcomes, Texts& texts) {
  const auto outcome = std::ranges::find(outcomes, end_id_of(probe), &Outcome::check);
  if (outcome == outcomes.end() || outcome->kind == OutcomeKind::undecided) return std::nullopt;
  std::optional<double> value = outcome->number;
  if (probe.shape == Shape::timed_out || probe.shape == Shape::line) value = outcome->kind == OutcomeKind::held ? 1 : 0;
  if (probe.shape == Shape::text) value = texts.number_of(outcome->seen);
  if (!value) return std::nullopt;
  return std::vector{*value};
}

}  // namespace schedlitmus::record
