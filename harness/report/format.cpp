#include "report/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "process/cpus.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {

using verdict::Verdict;
using verdict::VerdictKind;

bool has_bound(const Verdict& verdict) {
  const bool decided = verdict.kind == VerdictKind::holds || verdict.kind == VerdictKind::violated;
  return decided && verdict.bound > 0 && verdict.bound < 1;
}

std::string_view word_of(bool held) {
  return expectation::name_of(held ? expectation::OutcomeKind::held : expectation::OutcomeKind::missed);
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

std::string describe_judgement(const CheckReport& check) {
  std::string name(verdict::name_of(check.verdict.kind));
  switch (judge(check)) {
    case Judgement::ok:
      return check.expected_violated ? "VIOLATED, as the file expects" : name;
    case Judgement::failed:
      return check.expected_violated ? "HOLDS, but the file expects VIOLATED" : name;
    case Judgement::inconclusive:
    case Judgement::skipped:
      break;
  }
  return name;
}

namespace {

constexpr std::size_t kExamples = 3;

}  // namespace

std::string_view label_of_times(const CheckReport& check) {
  return check.value_of == ValueOf::sample ? "sampled at" : "decided at";
}

std::string format_seen(const CheckReport& check, const std::string& seen, Millis time) {
  return fmt::format("{} {} {}", clean_text(seen), check.value_of == ValueOf::sample ? "at" : "by",
                     format_duration(time));
}

std::string describe_times(const CheckReport& check) {
  std::string text;
  const auto& times = check.deciding_times;
  if (!times.empty()) {
    const auto [first, last] = std::minmax_element(times.begin(), times.end());
    text = format_duration(*first);
    if (*first != *last) text += " to " + format_duration(*last);
  }
  std::vector<std::string> examples;
  for (const auto& example : check.verdict.examples) {
    if (!example.time || examples.size() == kExamples) continue;
    std::string entry = format_seen(check, example.seen, *example.time);
    if (std::find(examples.begin(), examples.end(), entry) == examples.end()) examples.push_back(std::move(entry));
  }
  if (examples.empty()) return text;
  const bool all_at_once = std::adjacent_find(times.begin(), times.end(), std::not_equal_to<>()) == times.end();
  if (all_at_once) text.clear();  // the examples say it already
  return fmt::format("{}{}{}", text, text.empty() ? "" : ", such as ", fmt::join(examples, ", "));
}

std::vector<std::string> describe_samples(const CheckReport& check) {
  std::vector<std::string> lines;
  lines.reserve(check.samples.size());
  for (const auto& sample : check.samples) {
    const std::string line =
        sample.line.empty() ? format_seen(check, sample.seen, sample.time) : clean_text(sample.line);
    lines.push_back(fmt::format("run {}: {} ({})", sample.run, line, word_of(sample.held)));
  }
  return lines;
}

std::string describe_with_excluded(const CheckReport& check) {
  if (!check.with_excluded) return {};
  const auto& all = *check.with_excluded;
  return fmt::format("with the excluded runs {}: held in {} of {}", verdict::name_of(all.kind), all.held,
                     all.held + all.missed);
}

std::string describe_noise(const NoiseSummary& noise) {
  auto text = fmt::format("{} of {} runs excluded", noise.excluded, noise.runs);
  for (const auto& signal : noise.signals) {
    if (signal.limit < 0 || signal.median < 0) continue;
    text += fmt::format("; {} {} in the median, {} at most, limit {}", signal.name, format_percent(signal.median),
                        format_percent(signal.most), format_percent(signal.limit));
  }
  return text + fmt::format(" ({})", clean_text(noise.source));
}

std::string describe_gap(const Verdict& verdict) {
  if (verdict.kind != VerdictKind::inconclusive) return {};
  std::string text = clean_text(verdict.reason);
  // The judge may have said it in its reason already.
  if (verdict.more_runs > 0 && text.empty()) {
    if (!text.empty()) text += "; ";
    text += fmt::format("about {} more {} would settle it", verdict.more_runs, verdict.more_runs == 1 ? "run" : "runs");
  }
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

std::string format_setting(int gomaxprocs, const std::string& variant) {
  return fmt::format("GOMAXPROCS={}{}{}", gomaxprocs, variant.empty() ? "" : ", ", clean_text(variant));
}

std::string format_release(const std::string& release) {
  const std::string text = clean_text(release);
  const bool version = !text.empty() && text.front() >= '0' && text.front() <= '9';
  return version ? "Go " + text : text;
}

std::string format_place(const CheckReport& check) {
  const std::string file = clean_text(check.file);
  return check.line > 0 ? fmt::format("{}:{}", file, check.line) : file;
}

std::string describe_health(const Cell& cell) {
  if (cell.samples + cell.lost_samples == 0) return {};
  if (cell.lost_samples == 0) return fmt::format("{} read, none lost", count_of(cell.samples, "sample"));
  const double share = static_cast<double>(cell.lost_samples) / static_cast<double>(cell.samples + cell.lost_samples);
  return fmt::format("{} read, {} lost ({})", count_of(cell.samples, "sample"), format_count(cell.lost_samples),
                     format_percent(share));
}

std::string describe_execution(const Execution& execution) {
  const auto seconds = [](std::chrono::nanoseconds time) {
    return fmt::format("{:.1f} s", std::chrono::duration<double>(time).count());
  };
  auto text = fmt::format("{} {}, ", execution.cpus.size() == 1 ? "CPU" : "CPUs", process::format_cpus(execution.cpus));
  text += execution.at_once == 1 ? "one run at a time" : fmt::format("up to {} runs at once", execution.at_once);
  if (!execution.harness_cpus.empty()) {
    text += fmt::format(", schedlitmus on {}", process::format_cpus(execution.harness_cpus));
  }
  const auto more = overhead(execution);
  if (!more) return text;
  return text + fmt::format("; {} of programs in {}, overhead {}", seconds(execution.programs), seconds(execution.wall),
                            format_percent(std::max(*more, 0.0)));
}

std::string describe_totals(const Totals& sum) {
  const auto count = [](int n) { return static_cast<std::uint64_t>(n); };
  std::string text = count_of(count(sum.ok), "check") + " as expected";
  if (sum.failed > 0) text += fmt::format(", {} failed", format_count(count(sum.failed)));
  if (sum.inconclusive > 0) text += fmt::format(", {} inconclusive", format_count(count(sum.inconclusive)));
  if (sum.skipped > 0) text += fmt::format(", {} skipped", format_count(count(sum.skipped)));
  if (sum.errors > 0) text += ", " + count_of(count(sum.errors), "error");
  text += "; " + count_of(sum.runs, "run");
  if (sum.superseded > 0)
    text += fmt::format("; {} before a change of the program do not count", format_count(sum.superseded));
  return text;
}

std::string_view meaning_of_exit_code(int code) {
  switch (code) {
    case 0:
      return "all as expected";
    case 1:
      return "violated";
    case 2:
      return "inconclusive";
    case 3:
      return "harness error or nothing checked";
    case 130:
      return "interrupted";
    default:
      return "unknown";
  }
}

const Cell* cell_to_reproduce(const Report& report) {
  for (const Judgement wanted : {Judgement::failed, Judgement::inconclusive, Judgement::ok}) {
    for (const Cell& cell : report.cells) {
      const bool has_it = std::any_of(cell.checks.begin(), cell.checks.end(),
                                      [&](const CheckReport& check) { return judge(check) == wanted; });
      if (has_it && is_checked(cell) && !cell.reproduce.empty()) return &cell;
    }
  }
  return nullptr;
}

std::vector<std::string> notes_of(const CheckReport& check) {
  std::vector<std::string> notes;
  if (check.expected_violated) notes.push_back("the file expects VIOLATED here: " + clean_text(check.expected_why));
  if (!check.replaced_why.empty())
    notes.push_back(fmt::format("checked in the release's own form, {}: {}", clean_text(check.condition),
                                clean_text(check.replaced_why)));
  if (check.with_excluded) {
    const auto& all = *check.with_excluded;
    notes.push_back(fmt::format("{} excluded for host noise; with them {}, held in {} of {}",
                                count_of(static_cast<std::uint64_t>(check.verdict.excluded), "run"),
                                verdict::name_of(all.kind), all.held, all.held + all.missed));
  }
  return notes;
}

namespace {

constexpr std::array<std::string_view, 10> kSuperscripts{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

}  // namespace

std::string superscript(std::size_t number) {
  std::string text;
  for (const char digit : std::to_string(number)) text += kSuperscripts[static_cast<std::size_t>(digit - '0')];
  return text;
}

}  // namespace schedlitmus::report
