// Writes the pages that the browser is shown, each with its JSON report, into a folder.
#include <filesystem>
#include <fstream>

#include "changes/writers.hpp"
#include "report/writers.hpp"
#include "unit/changes/sample_comparison.hpp"
#include "unit/report/large_report.hpp"
#include "unit/report/sample_report.hpp"

namespace {

namespace fs = std::filesystem;
using namespace schedlitmus;                   // NOLINT(google-build-using-namespace)
using namespace schedlitmus::report;           // NOLINT(google-build-using-namespace)
using namespace schedlitmus::report::testing;  // NOLINT(google-build-using-namespace): the sample reports

/// Several groups, runs, timelines and traces, one of them detailed.
Report full_report() {
  Report report = mixed_report();
  report.expectations.push_back({"gc/stacks", "gc/stacks.json", "Stacks count", "", "program stacks"});
  Cell other = cell_with("1.5.4", inconclusive_check());
  other.row = 1;
  report.cells.push_back(other);
  for (Cell& cell : report.cells) {
    if (!is_checked(cell)) continue;
    cell.timeline = short_timeline();
    cell.timeline->trace = trace_text(2000);
    cell.timeline->trace_bytes = 2000;
    RunReport run;
    run.id = 17;
    run.ending = "stopped";
    run.outcomes = {{"split", expectation::OutcomeKind::held, "[4 4]", Millis(300), ""}};
    cell.each_run = {run, run};
  }
  auto& points = report.cells[1].timeline->points;
  for (auto& point : points) point.seats = {{3, 7}, {std::nullopt, std::nullopt}};
  for (auto& point : points) point.threads = 5;
  return report;
}

constexpr const char* kAttack =
    "</script></style></textarea></title>--><img src=x onerror=alert(1)><svg onload=alert(2)>"
    "<script>alert(3)</script>\" onmouseover=\"alert(4)\" ' javascript:alert(5) {{constructor}} ]]> &lt;b&gt; "
    "\x1b[31m\x01\xff\u202e";

/// What a hostile program could be called, and print.
Report attack() {
  Report report = full_report();
  report.context.host = report.context.command = report.context.store = kAttack;
  for (ExpectationReport& e : report.expectations) e.name = e.file = e.title = e.why = e.settings = kAttack;
  report.releases[2] = kAttack;
  for (Cell& cell : report.cells) {
    if (cell.release == "1.9.7") cell.release = kAttack;
    cell.variant = cell.reproduce = cell.by_hand = kAttack;
    cell.endings = {kAttack};
    if (!cell.skipped_why.empty()) cell.skipped_why = kAttack;
    if (cell.error) cell.error = Error{fmt::format("{0}\n{0}", kAttack), kAttack, kAttack};
    if (cell.timeline) cell.timeline->trace = fmt::format("{}\nSCHED 0ms: {}\n", kAttack, kAttack);
    for (CheckReport& check : cell.checks) {
      check.id = check.condition = check.why = check.file = check.tolerance = kAttack;
      check.verdict.reason = check.expected_why = kAttack;
      for (auto& bin : check.verdict.histogram) bin.seen = kAttack;
      for (auto& example : check.verdict.examples) example.seen = example.reason = kAttack;
    }
    for (RunReport& run : cell.each_run)
      run.outcomes = {{kAttack, expectation::OutcomeKind::held, kAttack, Millis(1), ""}};
  }
  return report;
}

void write(const fs::path& folder, const std::string& name, const Report& report) {
  std::ofstream(folder / (name + ".html"), std::ios::binary) << to_html(report);
  std::ofstream(folder / (name + ".json"), std::ios::binary) << to_json(report);
}

void write_comparison(const fs::path& folder, const std::string& name, const changes::Compared& compared) {
  std::ofstream(folder / (name + ".html"), std::ios::binary) << changes::to_html(compared);
  std::ofstream(folder / (name + ".json"), std::ios::binary) << changes::to_json(compared);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 64;
  const fs::path folder = argv[1];
  write(folder, "full", full_report());
  write(folder, "hostile", attack());
  write(folder, "large", large_report());
  write(folder, "empty", empty_report());
  write_comparison(folder, "changes", changes::testing::comparison(5, 12, 6));
  write_comparison(folder, "changes_hostile", changes::testing::hostile_comparison());
  write_comparison(folder, "changes_large", changes::testing::comparison(26, 20, 120));
  write_comparison(folder, "changes_none", changes::testing::unchanged_comparison());
}
