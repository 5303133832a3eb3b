#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <ctime>

#include "cli/check_follow.hpp"
#include "cli/check_windows.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"

namespace schedlitmus::cli {

namespace {

using Clock = std::chrono::steady_clock;

Result<std::optional<Millis>> read_time(const std::string& text, const char* option) {
  if (text.empty()) return std::optional<Millis>();
  const auto parsed = parse_duration(text);
  if (!parsed) return fail(parsed.error().what, option, parsed.error().hint);
  if (*parsed <= Millis{}) return fail("must be more than 0", option);
  return std::optional(*parsed);
}

std::string verdict_word(const WindowOutcome& told) {
  const auto named = [](verdict::VerdictKind kind) { return std::string(verdict::name_of(kind)); };
  switch (told.outcome.kind) {
    case expectation::OutcomeKind::held:
      return named(verdict::VerdictKind::holds);
    case expectation::OutcomeKind::missed:
      return named(verdict::VerdictKind::violated);
    case expectation::OutcomeKind::undecided:
      break;
  }
  return named(verdict::VerdictKind::inconclusive);
}

/// "12:03:05  1m..2m  no-idle  HOLDS  0..3", "12:03:05  no-idle  VIOLATED  9 at 1m12.3s".
std::string line_of(const WindowOutcome& told, bool windows, bool several_files) {
  const auto now = std::time(nullptr);
  auto line = fmt::format("{:%H:%M:%S}", fmt::localtime(now));
  if (told.run > 1) line += fmt::format("  run {}", told.run);
  if (windows) line += fmt::format("  {}..{}", format_duration(told.begin), format_duration(told.end));
  line += "  ";
  if (several_files) line += told.expectation->name + "  ";
  line += fmt::format("{}  {}", told.check->id, verdict_word(told));
  const auto& outcome = told.outcome;
  if (outcome.kind == expectation::OutcomeKind::undecided) return line + "  " + outcome.reason;
  if (!outcome.seen.empty()) line += "  " + outcome.seen;
  const bool by_one = outcome.kind == expectation::OutcomeKind::missed || !windows;
  if (outcome.time && by_one)
    line += fmt::format(" at {}", format_duration(*outcome.time + (windows ? told.begin : Millis{})));
  return line;
}

}  // namespace

int follow_checks(const CheckPlan& plan, const CheckOptions& options, const CommonOptions& common) {
  const auto every = read_time(options.follow.every, "--every");
  const auto for_so_long = read_time(options.follow.for_so_long, "--for");
  if (!every) return refuse(every.error(), kUsage);
  if (!for_so_long) return refuse(for_so_long.error(), kUsage);
  const bool several = plan.loaded.expectations.size() > 1;
  auto* const out = options.json ? stderr : stdout;
  CheckWindows windows(plan, options, *every, [&](const WindowOutcome& told) {
    fmt::print(out, "{}\n", line_of(told, every->has_value(), several));
    std::fflush(out);
  });
  const auto begun = Clock::now();
  const auto enough = [&] {
    const bool over = *for_so_long && Clock::now() - begun >= **for_so_long;
    return over || (options.follow.until_decided && windows.all_decided());
  };
  const auto read = follow_samples(options.input, windows,
                                   {.begin = [&](auto account) { windows.set_health(std::move(account)); },
                                    .enough = enough,
                                    .end = [&] { windows.finish(); }});
  if (!read) return refuse(read.error(), kHarnessError);
  if (!options.json) fmt::print("\n");
  return print_report(report_of(plan, options, common, windows.checked(),
                                {.read = *read, .gomaxprocs = windows.gomaxprocs(), .runs = windows.windows()}),
                      options, common);
}

}  // namespace schedlitmus::cli
