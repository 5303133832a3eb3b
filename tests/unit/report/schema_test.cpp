// docs/report.schema.json against reports of every kind.
#include "json_schema.hpp"

#include <gmock/gmock.h>

#include "report/writers.hpp"
#include "source_dir.hpp"
#include "unit/report/sample_report.hpp"

namespace schedlitmus::report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample reports
using nlohmann::json;

json published() { return JsonSchema::read(source_dir() / "docs" / "report.schema.json"); }

/// No member but those that it names.
void close(json& schema) {
  if (schema.is_object() && schema.contains("properties")) schema["additionalProperties"] = false;
  for (auto& part : schema)
    if (part.is_structured()) close(part);
}

const JsonSchema& closed_schema() {
  static const JsonSchema schema = [] {
    json whole = published();
    close(whole);
    return JsonSchema(whole);
  }();
  return schema;
}

json written(const Report& report) { return json::parse(to_json(report)); }

Report with_everything() {
  Report report = mixed_report();
  report.execution =
      Execution{{0, 1}, {2}, 2, std::chrono::seconds(3), std::chrono::seconds(4), std::chrono::seconds(5)};
  report.noise =
      NoiseSummary{12, 2, {{"run_delay_share", 0.01, 0.4, 0.25, 1}, {"steal_share", -1, -1, 0.05, 0}}, "defaults"};
  Cell& cell = report.cells[2];
  cell.noise = report.noise;
  RunReport run;
  run.id = 17;
  run.ending = "exited";
  run.code = 0;
  run.outcomes = {{"split", expectation::OutcomeKind::missed, "[1 7]", Millis(300), ""},
                  {"split", expectation::OutcomeKind::undecided, "", std::nullopt, "no sample"}};
  ServiceReport service;
  service.awaited = "GET http://127.0.0.1:4711/ answers 200";
  service.zero = service.from = Millis(40);
  service.void_why = "the load exited with code 9, not 0";
  service.parts = {{"load", "exited", 9, std::nullopt, Millis(30), {{"requests", "12"}}},
                   {"instance 2", "shut_down", std::nullopt, 15, Millis(90), {}}};
  cell.each_run = {run, run};
  cell.each_run.back().service = service;
  cell.timeline = short_timeline();
  cell.timeline->points[0].seats = {{0, 1}, {std::nullopt, std::nullopt}};
  CheckReport& check = cell.checks[0];
  check.with_excluded = check.verdict;
  check.samples = {{17, Millis(300), false, "[1 7]", "SCHED 300ms: [1 7]"}};
  check.walk = Walk{"sequential test",
                    "log ratio",
                    -2.9,
                    2.9,
                    {{17, "missed", "[1 7]", Millis(300), "counted", "", 1.8},
                     {18, "", "", std::nullopt, "not asked", "decided", 1.8}}};
  check.verdict.confidence = 0.95;
  check.verdict.comparison =
      verdict::Comparison{.median = 4, .interval = {3, 5}, .other = verdict::Comparison::Other{}};
  return report;
}

TEST(ReportSchema, AcceptsReportsOfEveryKindAndNamesAllTheyHold) {
  for (const Report& report : {mixed_report(), long_report(), empty_report(), hostile_report(), with_everything()})
    EXPECT_EQ(closed_schema().refusal(written(report)), "");
}

TEST(ReportSchema, RefusesAReportWithAMemberMissingOrOfAnotherKind) {
  const JsonSchema schema(published());
  json report = written(with_everything());
  ASSERT_EQ(schema.refusal(report), "");
  for (const char* member :
       {"/cells/2/checks/0/verdict", "/cells/2/each_run/0/outcomes/0/kind",
        "/cells/2/each_run/1/service/parts/0/ending", "/cells/2/each_run/1/service/ready_ms", "/schema", "/totals/ok",
        "/cells/2/timeline/time_ms", "/noise/signals/0/limit", "/cells/2/checks/0/bins/0/held"}) {
    const json::json_pointer place(member);
    json without = report;
    without.at(place.parent_pointer()).erase(place.back());
    EXPECT_NE(schema.refusal(without), "") << member;
    json other = report;
    other.at(place) = json::object();
    EXPECT_NE(schema.refusal(other), "") << member;
  }
}

TEST(ReportSchema, AllowsMembersThatComeLater) {
  json report = written(mixed_report());
  report["cells"][0]["new_member"] = 1;
  EXPECT_EQ(JsonSchema(published()).refusal(report), "");
}

}  // namespace
}  // namespace schedlitmus::report
