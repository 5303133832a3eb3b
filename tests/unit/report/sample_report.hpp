// Reports made by hand for the tests of the writers.
#pragma once

#include <fmt/format.h>

#include <string>

#include "report/model.hpp"

namespace schedlitmus::report::testing {

inline verdict::Verdict verdict_of(verdict::VerdictKind kind, int held, int missed, double bound = 0) {
  verdict::Verdict v;
  v.check = "split";
  v.kind = kind;
  v.held = held;
  v.missed = missed;
  v.bound = bound;
  return v;
}

inline CheckReport split_check(verdict::Verdict verdict) {
  CheckReport check;
  check.id = "split";
  check.condition = "local_queues = [4 4] ±1 in any order at 300ms";
  check.why = "Nothing moves them once they run.";
  check.file = "expectations/ten_goroutines/two_procs.json";
  check.line = 18;
  check.tolerance = "±1 each entry";
  check.verdict = std::move(verdict);
  return check;
}

inline CheckReport holding_check() {
  auto v = verdict_of(verdict::VerdictKind::holds, 10, 0, 0.7411);
  v.histogram = {{"[4 4]", 8, true}, {"[4 3]", 2, true}};
  CheckReport check = split_check(std::move(v));
  check.deciding_times = {Millis(300), Millis(301), Millis(312)};
  return check;
}

inline CheckReport violated_check() {
  auto v = verdict_of(verdict::VerdictKind::violated, 1, 4, 0.6574);
  v.undecided = 1;
  v.excluded = 2;
  v.histogram = {{"[1 7]", 3, false}, {"[4 4]", 1, true}, {"[0 8]", 1, false}};
  v.examples = {{"split", expectation::OutcomeKind::missed, Millis(300), "[1 7]", "", 1},
                {"split", expectation::OutcomeKind::missed, Millis(325), "[0 8]", "", 1},
                {"split", expectation::OutcomeKind::undecided, std::nullopt, "", "no sample within 50ms of 300ms", 0}};
  CheckReport check = split_check(std::move(v));
  check.deciding_times = {Millis(300), Millis(325), Millis(290)};
  return check;
}

inline CheckReport inconclusive_check() {
  auto v = verdict_of(verdict::VerdictKind::inconclusive, 7, 3);
  v.more_runs = 12;
  v.reason = "after 10 runs: 7 held; about 12 more runs would settle it";
  v.histogram = {{"[4 4]", 7, true}, {"[2 6]", 3, false}};
  return split_check(std::move(v));
}

inline CheckReport expected_violated_check() {
  CheckReport check = violated_check();
  check.expected_violated = true;
  check.expected_why = "asynchronous preemption moves goroutines to the global queue";
  return check;
}

inline Timeline short_timeline() {
  Timeline timeline;
  timeline.run = 17;
  timeline.points = {{Millis(0), 0.0, {0, 0}, 1.0},
                     {Millis(100), 0.0, {0, 4}, 1.0},
                     {Millis(200), 0.0, {4, 4}, 0.0},
                     {Millis(300), 2.0, {3, 3}, 0.0},
                     {Millis(400), 8.0, {0, 0}, 2.0}};
  return timeline;
}

inline Cell cell_with(const std::string& release, CheckReport check) {
  Cell cell;
  cell.release = release;
  cell.gomaxprocs = 2;
  cell.runs = check.verdict.held + check.verdict.missed + check.verdict.undecided + check.verdict.excluded;
  cell.checks = {std::move(check)};
  cell.reproduce = "./schedlitmus run two_procs --go " + release + " --gomaxprocs 2 --seed 42";
  cell.by_hand = "GOMAXPROCS=2 GODEBUG=schedtrace=100 ./ten_goroutines";
  cell.samples = 120;
  cell.endings = {"stopped once every check was decided: 10 runs"};
  cell.elapsed = Millis(2500);
  return cell;
}

inline Report empty_report() {
  Report report;
  report.context = {.version = "0.1.0",
                    .host = "Linux 6.1.0, 2 CPUs",
                    .started = "2026-01-31T09:30:00.125Z",
                    .command = "schedlitmus run",
                    .store = "runs.db",
                    .campaign = 7,
                    .seed = 42,
                    .bootstrap = {}};
  report.expectations = {{"ten_goroutines/two_procs", "expectations/ten_goroutines/two_procs.json",
                          "Ten CPU-bound goroutines: four wait in each local run queue", "The article's trace.",
                          "program ten_goroutines, schedtrace every 100ms"}};
  return report;
}

/// A single release, one check.
inline Report report_of(CheckReport check) {
  Report report = empty_report();
  report.releases = {"1.9.7"};
  report.cells = {cell_with("1.9.7", std::move(check))};
  return report;
}

/// One of each: holds, violated, violated as expected, inconclusive, skipped, an error, a replaced check.
inline Report mixed_report() {
  Report report = empty_report();
  report.releases = {"1.4.3", "1.5.4", "1.9.7", "1.12.17", "1.13.15", "1.26.8", "1.27.4"};
  Cell skipped = cell_with("1.4.3", split_check({}));
  skipped.checks.clear();
  skipped.runs = 0;
  skipped.skipped_why = "one run queue order before runnext";
  Cell broken = cell_with("1.26.8", split_check({}));
  broken.checks.clear();
  broken.runs = 0;
  broken.error = Error{"program does not compile\n# ten_goroutines\n./main.go:7:2: undefined: x", "go 1.26.8",
                       "build it by hand with the command above"};
  CheckReport own_form = holding_check();
  own_form.condition = "local_queues >= 0 at 300ms";
  own_form.replaced_why = "timers fire late";
  Cell holding = cell_with("1.5.4", holding_check());
  holding.timeline = short_timeline();
  holding.lost_samples = 3;
  report.cells = {skipped,
                  holding,
                  cell_with("1.9.7", violated_check()),
                  cell_with("1.12.17", inconclusive_check()),
                  cell_with("1.13.15", own_form),
                  broken,
                  cell_with("1.27.4", expected_violated_check())};
  report.errors = {{"unknown key \"toleranse\"", "expectations/x.json:3:7", "did you mean \"tolerance\"?"}};
  return report;
}

/// What a hostile program could be called, and print.
inline const std::string kHostile = "\"><script>alert(1)</script>&'\x1b[31m\x01\xff\u202e";

/// Every text of the model hostile.
inline Report hostile_report() {
  Report report = mixed_report();
  report.context.version = report.context.host = report.context.command = report.context.store = kHostile;
  report.context.started = report.context.bootstrap = kHostile;
  report.releases[2] = kHostile;
  for (ExpectationReport& e : report.expectations) e.name = e.file = e.title = e.why = e.settings = kHostile;
  for (Error& error : report.errors) error = {kHostile, kHostile, kHostile};
  for (Cell& cell : report.cells) {
    if (cell.release == "1.9.7") cell.release = kHostile;
    cell.reproduce = cell.by_hand = kHostile;
    if (!cell.skipped_why.empty()) cell.skipped_why = kHostile;
    if (cell.error) cell.error = Error{fmt::format("{0}\n{0}", kHostile), kHostile, kHostile};
    cell.endings = {kHostile};
    for (CheckReport& check : cell.checks) {
      check.id = check.condition = check.why = check.file = check.tolerance = kHostile;
      check.replaced_why = check.expected_why = check.verdict.reason = kHostile;
      for (auto& bin : check.verdict.histogram) bin.seen = kHostile;
      for (auto& example : check.verdict.examples) example.seen = example.reason = kHostile;
    }
  }
  return report;
}

/// Every minor release from 1.2 to 1.27, holding up to 1.9 and violated as expected from there on.
inline Report long_report() {
  Report report = empty_report();
  for (int minor = 2; minor <= 27; ++minor) {
    const std::string release = "1." + std::to_string(minor) + ".1";
    report.releases.push_back(release);
    report.cells.push_back(cell_with(release, minor <= 9 ? holding_check() : expected_violated_check()));
  }
  return report;
}

}  // namespace schedlitmus::report::testing
