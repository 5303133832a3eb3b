#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "report/writers.hpp"
#include "unit/report/sample_report.hpp"

namespace schedlitmus::report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample reports
using nlohmann::json;

json parsed(const Report& report) { return json::parse(to_json(report)); }

TEST(Json, NamesItsSchemaFirst) { EXPECT_EQ(to_json(mixed_report()).find("\"schema\": \"schedlitmus-report/1\""), 3U); }

TEST(Json, HoldsTheContext) {
  Report report = mixed_report();
  report.context.seed = std::numeric_limits<std::uint64_t>::max();
  const json context = parsed(report)["context"];
  EXPECT_EQ(context["version"], "0.1.0");
  EXPECT_EQ(context["host"], "Linux 6.1.0, 2 CPUs");
  EXPECT_EQ(context["campaign"], 7);
  EXPECT_EQ(context["seed"], "18446744073709551615");
}

TEST(Json, HoldsEveryNumberOfACheck) {
  const json whole = parsed(mixed_report());
  const json& cell = whole["cells"][2];
  EXPECT_EQ(cell["expectation"], "ten_goroutines/two_procs");
  EXPECT_EQ(cell["release"], "1.9.7");
  EXPECT_EQ(cell["gomaxprocs"], 2);
  EXPECT_EQ(cell["status"], "checked");
  EXPECT_EQ(cell["runs"], 8);
  EXPECT_EQ(cell["samples"], 120);
  EXPECT_EQ(cell["elapsed_ms"], 2500);
  const json& check = cell["checks"][0];
  EXPECT_EQ(check["verdict"], "VIOLATED");
  EXPECT_EQ(check["judgement"], "failed");
  EXPECT_EQ(check["expected"], "HOLDS");
  EXPECT_EQ(check["line"], 18);
  EXPECT_EQ(check["held"], 1);
  EXPECT_EQ(check["missed"], 4);
  EXPECT_EQ(check["undecided"], 1);
  EXPECT_EQ(check["excluded"], 2);
  EXPECT_EQ(check["bound"], json::parse(R"({"kind": "at_most", "rate": 0.6574})"));
  EXPECT_EQ(check["histogram"][0], json::parse(R"({"seen": "[1 7]", "number": null, "runs": 3, "held": false})"));
  EXPECT_EQ(check["examples"][0]["time_ms"], 300);
  EXPECT_EQ(check["examples"][2]["kind"], "undecided");
  EXPECT_EQ(check["examples"][2]["time_ms"], nullptr);
  EXPECT_EQ(check["deciding_times_ms"], json::parse("[300, 325, 290]"));
}

TEST(Json, HoldsHowEachRunEnded) {
  Report report = report_of(holding_check());
  auto& list = report.cells[0].each_run;
  list.resize(2);
  list[0].id = 7;
  list[0].ending = "exited";
  list[0].code = 3;
  list[0].wall = Millis(250);
  list[0].samples = 5;
  list[1].id = 8;
  list[1].ending = "signalled";
  list[1].signal = 11;
  list[1].leftovers = 2;
  const json runs = parsed(report)["cells"][0]["each_run"];
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[0], json::parse(R"({"id": 7, "ending": "exited", "code": 3, "signal": null, "wall_ms": 250,
                                     "leftovers": 0, "samples": 5, "lost_samples": 0, "counts": true,
                                     "excluded_why": "", "foreign_cpu_share": null, "steal_share": null, "throttled_share": null,
                                     "run_delay_share": null, "cpu_pressure": null, "load_average": null, "outcomes": []})"));
  EXPECT_EQ(runs[1]["code"], nullptr);
  EXPECT_EQ(runs[1]["signal"], 11);
  EXPECT_EQ(runs[1]["leftovers"], 2);
}

TEST(Json, HoldsTheTimeline) {
  const json whole = parsed(mixed_report());
  const json& timeline = whole["cells"][1]["timeline"];
  EXPECT_EQ(timeline["run"], 17);
  EXPECT_EQ(timeline["time_ms"], json::parse("[0, 100, 200, 300, 400]"));
  EXPECT_EQ(timeline["runqueue"], json::parse("[0.0, 0.0, 0.0, 2.0, 8.0]"));
  EXPECT_EQ(timeline["local_queues"], json::parse("[[0, 0], [0, 4], [4, 4], [3, 3], [0, 0]]"));
  EXPECT_EQ(timeline["idleprocs"], json::parse("[1.0, 1.0, 0.0, 0.0, 2.0]"));
  EXPECT_EQ(whole["cells"][2]["timeline"], nullptr);
}

TEST(Json, HoldsTotalsErrorsAndWhatTheExitCodeMeans) {
  const json whole = parsed(mixed_report());
  EXPECT_EQ(
      whole["totals"],
      json::parse(
          R"({"ok": 3, "failed": 1, "inconclusive": 1, "skipped": 1, "errors": 2, "runs": 46, "superseded_runs": 0})"));
  EXPECT_EQ(whole["errors"][0]["where"], "expectations/x.json:3:7");
  EXPECT_EQ(whole["cells"][5]["status"], "error");
  EXPECT_EQ(whole["cells"][5]["error"]["where"], "go 1.26.8");
  EXPECT_EQ(whole["cells"][0]["status"], "skipped");
  EXPECT_EQ(whole["exit"]["code"], 3);
  EXPECT_EQ(parsed(report_of(violated_check()))["exit"], json::parse(R"({"code": 1, "meaning": "violated"})"));
}

TEST(Json, HasALineForEachCell) {
  EXPECT_THAT(to_json(mixed_report()),
              ::testing::HasSubstr("\n  {\"expectation\":\"ten_goroutines/two_procs\",\"release\":\"1.9.7\","));
}

TEST(Json, ReplacesWhatIsNotUtf8) {
  const json whole = parsed(hostile_report());
  const std::string name = whole["expectations"][0]["name"];
  EXPECT_THAT(name, ::testing::HasSubstr("<script>"));
  EXPECT_THAT(name, ::testing::HasSubstr("\uFFFD"));
}

}  // namespace
}  // namespace schedlitmus::report
