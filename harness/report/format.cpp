#include "report/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "process/cpus.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {

std::string describe_noise(const NoiseSummary& noise) {
  auto text = fmt::format("{} of {} runs excluded", noise.excluded, noise.runs);
  for (const auto& signal : noise.signals) {
    if (signal.limit < 0 || signal.median < 0) continue;
    text += fmt::format("; {} {} in the median, {} at most, limit {}", signal.name, format_percent(signal.median),
                        format_percent(signal.most), format_percent(signal.limit));
  }
  return text + fmt::format(" ({})", clean_text(noise.source));
}

std::string format_setting(int gomaxprocs, const std::string& variant) {
  return fmt::format("GOMAXPROCS={}{}{}", gomaxprocs, variant.empty() ? "" : ", ", clean_text(variant));
}

std::string format_release(const std::string& release) {
  const std::string text = clean_text(release);
  const bool version = !text.empty() && text.front() >= '0' && text.front() <= '9';
  return version ? "Go " + text : text;
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

namespace {

constexpr std::array<std::string_view, 10> kSuperscripts{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

}  // namespace

std::string superscript(std::size_t number) {
  std::string text;
  for (const char digit : std::to_string(number)) text += kSuperscripts[static_cast<std::size_t>(digit - '0')];
  return text;
}

}  // namespace schedlitmus::report
