#include "campaign/bisect_followed.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "support/numbers.hpp"

namespace schedlitmus::campaign {

bool means(const std::string& name, const compare::Observable& what) {
  const auto with_dot = fmt::format("{}.{}", what.name, name_of(what.statistic));
  return name == what.name || name == describe(what) || name == with_dot || name == compare::base_of(what.name);
}

const compare::Change* find_change(const compare::Comparison& comparison, const std::string& observable) {
  if (observable.empty()) return comparison.each.empty() ? nullptr : &comparison.each.front();
  for (const auto* changes : {&comparison.each, &comparison.runtime_changes}) {
    const auto found =
        std::ranges::find_if(*changes, [&](const compare::Change& change) { return means(observable, change.what); });
    if (found != changes->end()) return &*found;
  }
  return nullptr;
}

Result<void> require_both_ends(const compare::Line& line) {
  const auto check = [](const compare::Place& place, const char* option) -> Result<void> {
    if (place.counts()) return {};
    if (!place.why_none.empty()) return fail(place.why_none, option);
    return fail(fmt::format("of Go {} {} of at least {}", place.value,
                            count_of(place.runs.size(), "run counts", "runs count"), compare::kFewestRuns),
                option, "--count-noisy counts runs during which the host was busy, too");
  };
  if (auto good = check(line.places.front(), "--good"); !good) return good;
  return check(line.places.back(), "--bad");
}

Error no_difference(const ProgramTask& task, const compare::Comparison& comparison, const std::string& good,
                    const std::string& bad) {
  std::vector<std::string> names;
  for (const auto& change : comparison.changes) names.push_back(describe(change.what));
  const auto where = fmt::format("Go {} and Go {}{}", good, bad,
                                 task.all ? ", nor from one minor release to the next between them" : "");
  std::string hint;
  if (!names.empty()) {
    hint = fmt::format("what is different: {}", fmt::join(names, "; "));
  } else if (task.all) {
    hint = "more runs (--runs) find smaller differences";
  } else {
    hint = fmt::format(
        "what is different only between them is found by --all, and by `schedlitmus compare` with --go {}..{}",
        task.good, task.bad);
  }
  for (const auto& gap : comparison.undecided)
    if (gap.observable.empty()) hint += "; " + gap.why;
  if (task.observable.empty()) return {fmt::format("nothing is different between {}", where), "", hint};
  return {fmt::format("{} is not different between {}", task.observable, where), "--observable", hint};
}

}  // namespace schedlitmus::campaign
