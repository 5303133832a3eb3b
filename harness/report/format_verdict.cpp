// The words and numbers of a verdict.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/format.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {

using verdict::Verdict;
using verdict::VerdictKind;

bool has_bound(const Verdict& verdict) {
  const bool decided = verdict.kind == VerdictKind::holds || verdict.kind == VerdictKind::violated;
  return decided && verdict.bound > 0 && verdict.bound < 1;
}

std::string format_rate(const Verdict& verdict) {
  return fmt::format("{}/{}", verdict.held, verdict.held + verdict.missed);
}

std::string format_bound(const Verdict& verdict) {
  if (!has_bound(verdict)) return {};
  return (verdict.kind == VerdictKind::holds ? "≥ " : "≤ ") + format_percent(verdict.bound);
}

std::string format_interval(const Verdict& verdict) {
  if (verdict.confidence <= 0) return {};
  return fmt::format("{} to {}", format_percent(verdict.interval.lower), format_percent(verdict.interval.upper));
}

std::string format_numbers(const Verdict& verdict) {
  if (verdict.kind == VerdictKind::skipped) return {};
  if (verdict.comparison) {
    const auto& [median, interval, other] = *verdict.comparison;
    const std::string here = "median " + format_number(median);
    return other ? fmt::format("{} vs {}", here, format_number(other->median)) : here;
  }
  if (const auto interval = format_interval(verdict); !interval.empty()) return format_rate(verdict) + " " + interval;
  const std::string bound = format_bound(verdict);
  return bound.empty() ? format_rate(verdict) : format_rate(verdict) + " " + bound;
}

namespace {

std::string runs(int count) { return count_of(static_cast<std::uint64_t>(std::max(count, 0)), "run"); }

}  // namespace

std::string describe_comparison(const Verdict& verdict) {
  if (!verdict.comparison) return {};
  const auto& [median, interval, other] = *verdict.comparison;
  const std::string here = fmt::format("median {} in {}", format_number(median), runs(verdict.held + verdict.missed));
  if (!other)
    return fmt::format("{}, its interval {} to {}; {} within", here, format_number(interval.lower),
                       format_number(interval.upper), verdict.held);
  const auto& effect = other->effect;
  const std::string tied = other->margin > 0 ? fmt::format(" by more than {}", format_number(other->margin)) : "";
  return fmt::format(
      "{}, {} in the {} on Go {}; greater{} in {} of all pairs, smaller in {}: Cliff's delta {:.2f}, interval {:.2f} "
      "to "
      "{:.2f}; p = {:.2g} ({})",
      here, format_number(other->median), runs(other->runs), clean_text(other->go), tied,
      format_percent(effect.greater), format_percent(effect.smaller), effect.delta, effect.interval.lower,
      effect.interval.upper, other->p,
      other->exact ? "permutation test, exact"
                   : fmt::format("permutation test, {} splits", format_count(verdict::kRandomSplits)));
}

std::string describe_rate(const Verdict& verdict) {
  std::string text = describe_comparison(verdict);
  if (text.empty()) text = fmt::format("held in {} of {}", verdict.held, runs(verdict.held + verdict.missed));
  if (verdict.confidence > 0)
    text += fmt::format(", hold rate {} ({} interval)", format_interval(verdict), format_percent(verdict.confidence));
  if (has_bound(verdict) && verdict.confidence <= 0)
    text += fmt::format(", hold rate at {} {}", verdict.kind == VerdictKind::holds ? "least" : "most",
                        format_percent(verdict.bound));
  std::vector<std::string> others;
  if (verdict.undecided > 0) others.push_back(runs(verdict.undecided) + " undecided");
  if (verdict.excluded > 0) others.push_back(runs(verdict.excluded) + " excluded for host noise");
  return others.empty() ? text : fmt::format("{}; {}", text, fmt::join(others, ", "));
}

std::string describe_gap(const Verdict& verdict) {
  if (verdict.kind != VerdictKind::inconclusive) return {};
  std::string text = clean_text(verdict.reason);
  // The judge may have said it in its reason already.
  if (verdict.more_runs > 0 && text.empty())
    text = fmt::format("about {} more {} would settle it", verdict.more_runs, verdict.more_runs == 1 ? "run" : "runs");
  return text;
}

std::vector<std::string> undecided_reasons(const Verdict& verdict) {
  std::vector<std::string> reasons;
  for (const auto& example : verdict.examples) {
    if (example.kind != expectation::OutcomeKind::undecided || example.reason.empty()) continue;
    std::string reason = clean_text(example.reason);
    if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) reasons.push_back(std::move(reason));
  }
  return reasons;
}

}  // namespace schedlitmus::report
