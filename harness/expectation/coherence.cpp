#include "expectation/coherence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "expectation/value_range.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

void add_contradictions(const std::vector<Check>& checks, const std::vector<int>& settings,
                        std::vector<Error>& errors) {
  for (auto second = checks.begin(); second != checks.end(); ++second) {
    const auto excludes = [&](const Check& first) {
      return std::ranges::any_of(settings, [&](int procs) { return contradict(first, *second, procs); });
    };
    const auto first = std::find_if(checks.begin(), second, excludes);
    if (first == second) continue;
    errors.push_back({fmt::format("the checks {} and {} contradict each other", quote(first->id), quote(second->id)),
                      to_string(second->position),
                      fmt::format("no value is as both say: {}; {}", describe(*first), describe(*second))});
  }
}

void add_impossible(const std::vector<Check>& checks, const std::vector<int>& settings, std::vector<Error>& errors) {
  for (const Check& check : checks) {
    const auto never = [&](int procs) { return power_of(check, procs) == Power::cannot_hold; };
    const auto procs = std::ranges::find_if(settings, never);
    if (procs == settings.end()) continue;
    errors.push_back({fmt::format("the check {} can never hold", quote(check.id)), to_string(check.position),
                      fmt::format("with gomaxprocs {} no trace can show it: {}", *procs, describe(check))});
  }
}

}  // namespace

std::vector<Error> incoherences(const Expectation& expectation) {
  const auto& settings = expectation.scenario.gomaxprocs;
  std::vector<Error> errors;
  add_contradictions(expectation.checks, settings, errors);
  add_impossible(expectation.checks, settings, errors);
  for (const auto& rule : expectation.releases) add_impossible(rule.checks, settings, errors);
  return errors;
}

}  // namespace schedlitmus::expectation
