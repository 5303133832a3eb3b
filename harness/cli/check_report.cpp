#include "cli/check_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "campaign/report_builder.hpp"
#include "campaign/settings_line.hpp"
#include "campaign/version.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "expectation/checker.hpp"
#include "process/host.hpp"
#include "support/clock.hpp"
#include "support/own_name.hpp"
#include "support/shell.hpp"

namespace schedlitmus::cli {

namespace {

constexpr std::size_t kMostExamples = 3;
constexpr std::size_t kMostValues = 50;

std::string command_for(const CheckOptions& options, const expectation::Expectation& expectation) {
  auto line = fmt::format("{} check {} -e {}{}", own_name(), shell_quote(options.input.path),
                          shell_quote(expectation.file), campaign::set_options(expectation));
  if (options.input.log != "auto") line += " --log " + shell_quote(options.input.log);
  if (!options.input.process.empty()) line += " --process " + shell_quote(options.input.process);
  if (!options.go.empty()) line += " --go " + shell_quote(options.go);
  if (!options.stdout_file.empty()) line += " --stdout " + shell_quote(options.stdout_file);
  if (options.exit_status) line += fmt::format(" --exit-status {}", *options.exit_status);
  return line;
}

report::Cell cell_of(const CheckedTrace& checked, const campaign::ChecksOnRelease& applied, const TraceFacts& facts,
                     const CheckOptions& options, const expectation::Expectation& expectation) {
  report::Cell cell;
  cell.row = checked.row;
  cell.gomaxprocs = std::max(static_cast<int>(facts.gomaxprocs), 1);
  cell.skipped_why = applied.skipped_why;
  cell.runs = facts.runs;
  cell.samples = facts.read.health.samples;
  cell.lost_samples = facts.read.health.lost();
  const auto how = describe(facts.read);
  cell.endings = {fmt::format("read from {}{}{}", options.input.path, how.empty() ? "" : ": ", how)};
  cell.reproduce = command_for(options, expectation);
  for (std::size_t i = 0; i < applied.checks.size(); ++i) {
    auto line = campaign::describe_check(applied.checks[i], applied);
    if (cell.skipped_why.empty()) {
      line.verdict = checked.verdicts[i].verdict();
      if (const auto time = checked.verdicts[i].deciding_time()) line.deciding_times = {*time};
    }
    cell.checks.push_back(std::move(line));
  }
  return cell;
}

}  // namespace

Result<CheckPlan> plan_checks(const CheckOptions& options) {
  CheckPlan plan;
  if (!options.go.empty()) {
    auto parsed = toolchain::Version::parse(options.go);
    if (!parsed) {
      parsed.error().where = "--go";
      return tl::unexpected(parsed.error());
    }
    plan.version = *parsed;
  }
  plan.loaded = expectation::load(options.expectations, find_home().expectations, options.set);
  plan.errors = plan.loaded.errors;
  for (const auto& expectation : plan.loaded.expectations) {
    auto& applied = plan.applied.emplace_back();
    if (plan.version)
      applied = campaign::checks_on(expectation, *plan.version, {}, plan.errors);
    else
      applied.checks = expectation.checks;
  }
  return plan;
}

void TraceVerdict::keep_example(const expectation::Outcome& outcome) {
  auto& examples = verdict_.examples;
  using expectation::OutcomeKind;
  const auto rank = [](const expectation::Outcome& each) {
    return each.kind == OutcomeKind::missed ? 0 : each.kind == OutcomeKind::held ? 1 : 2;
  };
  examples.push_back(outcome);
  std::ranges::stable_sort(examples, {}, rank);
  if (examples.size() > kMostExamples) examples.pop_back();
}

void TraceVerdict::add(const expectation::Outcome& outcome) {
  keep_example(outcome);
  if (outcome.kind == expectation::OutcomeKind::undecided) {
    ++verdict_.undecided;
    verdict_.reason = outcome.reason;
    return;
  }
  const bool held = outcome.kind == expectation::OutcomeKind::held;
  ++(held ? verdict_.held : verdict_.missed);
  if (outcome.time) time_ = outcome.time;
  auto& bins = verdict_.histogram;
  const auto same = std::ranges::find_if(
      bins, [&](const verdict::HistogramBin& bin) { return bin.seen == outcome.seen && bin.held == held; });
  if (same != bins.end())
    ++same->runs;
  else if (bins.size() < kMostValues)
    bins.push_back({outcome.seen, 1, held, outcome.number});
}

verdict::Verdict TraceVerdict::verdict() const {
  auto verdict = verdict_;
  std::ranges::stable_sort(verdict.histogram, std::ranges::greater(), &verdict::HistogramBin::runs);
  if (verdict.missed > 0)
    verdict.kind = verdict::VerdictKind::violated;
  else if (verdict.held > 0 && verdict.undecided == 0)
    verdict.kind = verdict::VerdictKind::holds;
  if (verdict.kind == verdict::VerdictKind::inconclusive) verdict.lack = verdict::Lack::usable_samples;
  if (class_ != expectation::CheckClass::distribution || verdict.held + verdict.missed == 0) return verdict;
  verdict.kind = verdict::VerdictKind::inconclusive;
  verdict.lack = verdict::Lack::runs;
  verdict.reason = "a distribution is of many runs, and a trace is one: run it, or check the runs of a store";
  return verdict;
}

expectation::RunEnd end_of(const CheckOptions& options, int gomaxprocs) {
  using expectation::kSignalled;
  expectation::RunEnd end;
  end.gomaxprocs = gomaxprocs;
  end.unknown_why = "the trace alone does not tell: give --exit-status N";
  if (options.stdout_file.empty()) end.output_unknown_why = "the trace alone does not tell: give --stdout FILE";
  if (options.exit_status) {
    const bool signalled = *options.exit_status > kSignalled;
    end.how = signalled ? expectation::RunEnd::How::signalled : expectation::RunEnd::How::exited;
    end.number = *options.exit_status - (signalled ? kSignalled : 0);
  }
  return end;
}

report::Report report_of(const CheckPlan& plan, const CheckOptions& options, const CommonOptions& common,
                         const std::vector<CheckedTrace>& checked, const TraceFacts& facts) {
  report::Report report;
  report.context = {.version = campaign::kVersion,
                    .host = process::describe_host(),
                    .started = now_utc(),
                    .command = common.command_line,
                    .store = {},
                    .bootstrap = {}};
  report.errors = plan.errors;
  const auto can_say = [&](const CheckedTrace& each) {
    return facts.read.health.samples > 0 || !expectation::asks_for_samples(plan.applied[each.row].checks);
  };
  if (!std::ranges::all_of(checked, can_say)) {
    report.errors.push_back({"no sample of the scheduler in the trace", options.input.path,
                             "start the program with GODEBUG=schedtrace=100 and give its stderr"});
  }
  const auto column = plan.version ? plan.version->to_string() : std::string("trace");
  report.releases = {column};
  for (const auto& expectation : plan.loaded.expectations) {
    report.expectations.push_back(
        {expectation.name, expectation.file, expectation.title, expectation.why,
         "recorded trace " + options.input.path + campaign::describe_parameters(expectation)});
  }
  for (const auto& each : checked) {
    if (!can_say(each)) continue;
    const auto& expectation = plan.loaded.expectations[each.row];
    report.cells.push_back(cell_of(each, plan.applied[each.row], facts, options, expectation));
    report.cells.back().release = column;
  }
  return report;
}

int print_report(const report::Report& report, const CheckOptions& options, const CommonOptions& common) {
  const auto text =
      options.json ? report::to_json(report) : report::to_terminal(report, style_of_stdout(common.colour));
  std::fwrite(text.data(), 1, text.size(), stdout);
  return report::exit_code(report, options.allow_inconclusive);
}

}  // namespace schedlitmus::cli
