// A report as large as they come.
#pragma once

#include <string>

#include "unit/report/sample_report.hpp"

namespace schedlitmus::report::testing {

/// So many bytes of lines like those of a trace.
inline std::string trace_text(std::size_t bytes) {
  std::string text;
  for (int time = 0; text.size() < bytes; time += 25)
    text += fmt::format(
        "SCHED {}ms: gomaxprocs=2 idleprocs=0 threads=5 spinningthreads=0 idlethreads=2 runqueue=0 [4 4]\n", time);
  text.resize(bytes);
  return text;
}

/// 26 releases, 40 expectations, 20 runs of each, with long traces.
inline Report large_report() {
  Report report = empty_report();
  report.expectations.assign(40, report.expectations[0]);
  for (int minor = 2; minor <= 27; ++minor) report.releases.push_back("1." + std::to_string(minor) + ".13");
  for (std::size_t row = 0; row < 40; ++row) {
    for (const std::string& release : report.releases) {
      Cell cell = cell_with(release, row % 3 == 0 ? violated_check() : holding_check());
      cell.row = row;
      cell.checks.push_back(inconclusive_check());
      cell.checks.back().id = "other";
      Timeline timeline;
      for (int i = 0; i < 400; ++i)
        timeline.points.push_back({Millis(25 * i), double(i * 7 % 9), {i * 5 % 7, i * 3 % 5}, double(i % 2), 7, 3});
      timeline.trace = trace_text(kMostTrace);
      timeline.trace_bytes = 40'000;
      cell.timeline = timeline;
      for (int run = 0; run < 20; ++run) {
        RunReport one;
        one.id = run + 1000;
        one.ending = "stopped";
        one.noise = {0.01, 0.02, 0, 0.03, 0.5};
        for (const char* check : {"split", "other"})
          one.outcomes.push_back({check, expectation::OutcomeKind::held, "[4 4]", Millis(300 + run), ""});
        cell.each_run.push_back(one);
      }
      report.cells.push_back(std::move(cell));
    }
  }
  return report;
}

}  // namespace schedlitmus::report::testing
