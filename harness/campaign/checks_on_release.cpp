#include "campaign/checks_on_release.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace schedlitmus::campaign {

using expectation::Expectation;
using expectation::ReleaseRule;
using toolchain::Selector;
using toolchain::Version;

std::optional<Selector> read_selector(const std::string& text, const std::string& where, std::vector<Error>& errors) {
  auto selector = Selector::parse(text);
  if (selector) return std::move(*selector);
  selector.error().where = where;
  errors.push_back(std::move(selector.error()));
  return std::nullopt;
}

bool means(const Selector& selector, const Version& version, const KnownReleases& known) {
  if (selector.matches(version)) return true;
  const auto chosen = selector.choose(known.available, known.local).versions;
  return std::ranges::find(chosen, version) != chosen.end();
}

namespace {

/// The index of the first rule that speaks of the release; -1: none does.
int rule_for(const Expectation& expectation, const Version& version, const KnownReleases& known,
             std::vector<Error>& errors) {
  int index = 0;
  for (const auto& rule : expectation.releases) {
    const auto selector = read_selector(rule.go, to_string(rule.go_position), errors);
    if (selector && means(*selector, version, known)) return index;
    ++index;
  }
  return -1;
}

void apply(const Expectation& expectation, int index, ChecksOnRelease& cell) {
  if (index < 0 || static_cast<std::size_t>(index) >= expectation.releases.size()) return;
  const ReleaseRule& rule = expectation.releases[static_cast<std::size_t>(index)];
  cell.rule = index;
  cell.rule_why = rule.why;
  if (rule.skip) cell.skipped_why = rule.why;
  cell.violated.insert(rule.violated.begin(), rule.violated.end());
  for (const auto& replacement : rule.checks) {
    const auto old = std::ranges::find(cell.checks, replacement.id, &expectation::Check::id);
    if (old == cell.checks.end()) continue;
    *old = replacement;
    old->replaced_why = rule.why;
  }
}

void report_absent(const Expectation& expectation, const Version& version, const ChecksOnRelease& cell,
                   std::vector<Error>& errors) {
  for (const auto& check : cell.checks) {
    const auto why = why_absent(check, version.minor, expectation.scenario.trace.detail);
    if (why.empty()) continue;
    errors.push_back({fmt::format("check \"{}\" cannot be decided on Go {}: {}", check.id, version.to_string(), why),
                      to_string(check.position),
                      R"(say so in "releases": skip what cannot be seen there, or give the check another form)"});
  }
}

}  // namespace

ChecksOnRelease checks_on(const Expectation& expectation, const Version& version, const KnownReleases& known,
                          std::vector<Error>& errors) {
  ChecksOnRelease result;
  result.checks = expectation.checks;
  const auto meant = read_selector(expectation.scenario.go, to_string(expectation.go_position), errors);
  if (meant && !means(*meant, version, known)) {
    result.skipped_why = fmt::format("the expectation is about Go {} only", expectation.scenario.go);
  } else {
    apply(expectation, rule_for(expectation, version, known, errors), result);
    if (result.skipped_why.empty()) report_absent(expectation, version, result, errors);
  }
  return result;
}

ChecksOnRelease checks_under(const Expectation& expectation, int rule, const std::string& skipped_why) {
  ChecksOnRelease result;
  result.checks = expectation.checks;
  apply(expectation, rule, result);
  result.skipped_why = skipped_why;
  return result;
}

}  // namespace schedlitmus::campaign
