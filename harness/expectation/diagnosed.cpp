#include "expectation/diagnosed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "support/numbers.hpp"

namespace schedlitmus::expectation {
namespace {

/// To two digits, so that runs that show the same are told alike.
double rounded(double value) {
  if (value == 0) return 0;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 1);
  return std::round(value / unit) * unit;
}

/// "found: 150 goroutines a second"
std::string seen_text(const diagnosis::Diagnosis& found) {
  const auto& figures = found.evidence.figures;
  if (figures.empty()) return "found";
  const auto& main = figures.front();
  if (main.unit.starts_with("of the "))
    return fmt::format("found: {} {}", format_percent(rounded(main.value)), main.unit);
  return fmt::format("found: {} {}", format_number(rounded(main.value)), main.unit);
}

Outcome undecided(const Check& check, std::string why, std::uint64_t samples) {
  Outcome outcome;
  outcome.check = check.id;
  outcome.reason = std::move(why);
  outcome.samples = samples;
  return outcome;
}

}  // namespace

bool Diagnosed::serves(const Look& look, const Check& check) {
  return look.from == check.from.time && look.rules == check.rules;
}

Diagnosed::Diagnosed(const std::vector<Check>& checks) {
  for (const Check& check : checks) {
    if (check.subject.kind != SubjectKind::diagnosis) continue;
    if (std::ranges::any_of(looks_, [&](const Look& look) { return serves(look, check); })) continue;
    diagnosis::RunFacts facts;
    if (check.from.time > Millis{0}) facts.warmup = check.from.time;
    looks_.push_back({check.rules, check.from.time, diagnosis::Diagnoser(check.rules, facts), {}});
  }
}

void Diagnosed::on_sample(const trace::Sample& sample) {
  for (Look& look : looks_) look.diagnoser.on_sample(sample);
}

void Diagnosed::on_text(std::string_view text) {
  for (Look& look : looks_) look.diagnoser.on_text(text);
}

void Diagnosed::finish(const trace::Health& health, const RunEnd& end, std::optional<std::uint64_t> requests) {
  const bool by_itself = !end.was_stopped && (end.how == RunEnd::How::exited || end.how == RunEnd::How::signalled);
  for (Look& look : looks_) {
    auto& facts = look.diagnoser.facts();
    facts.was_stopped = end.was_stopped;
    if (by_itself) facts.exit_status = shell_status(end.how, end.number);
    facts.requests = requests;
    if (end.load_time > Millis{0}) facts.requests_over = end.load_time;
    look.findings = look.diagnoser.finish(health);
  }
}

Outcome Diagnosed::outcome_of(const Check& check, const std::string& cut_why) const {
  const auto look = std::ranges::find_if(looks_, [&](const Look& each) { return serves(each, check); });
  const auto& findings = look->findings;
  if (!cut_why.empty()) return undecided(check, cut_why, findings.samples);
  const auto name = check.subject.diagnosis;
  const auto* const found = diagnosis::find(findings, name);
  if (found == nullptr) {
    if (findings.answer == diagnosis::Answer::cannot_tell) return undecided(check, findings.why, findings.samples);
    const auto unseen = std::ranges::find(findings.not_looked_at, name, &diagnosis::NotLooked::name);
    if (unseen != findings.not_looked_at.end()) return undecided(check, unseen->why, findings.samples);
  }
  Outcome outcome;
  outcome.check = check.id;
  const bool held = (found != nullptr) == (check.quantifier == Quantifier::eventually);
  outcome.kind = held ? OutcomeKind::held : OutcomeKind::missed;
  outcome.seen = "not found";
  if (found != nullptr)
    outcome.seen =
        found->name == name ? seen_text(*found) : fmt::format("found, explained by {}", name_of(found->name));
  outcome.samples = findings.samples;
  return outcome;
}

}  // namespace schedlitmus::expectation
