#include "report/service.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/writers.hpp"
#include "unit/report/sample_report.hpp"

namespace schedlitmus::report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample reports
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

RunReport run_with(std::int64_t id, std::optional<Millis> ready, const std::string& requests) {
  RunReport run;
  run.id = id;
  run.ending = "shut_down";
  run.code = 0;
  run.service.emplace();
  run.service->ready = ready;
  if (ready) run.service->parts = {{"load", "exited", 0, std::nullopt, Millis(900), {{"requests", requests}}}};
  return run;
}

Cell three_runs() {
  Cell cell;
  cell.each_run = {run_with(1, Millis(40), "998"), run_with(2, Millis(25), "1010.5"), run_with(3, Millis(30), "1001")};
  return cell;
}

TEST(ServiceRuns, TellWhenTheyWereReadyAndWhatTheLoadMeasured) {
  const auto cell = three_runs();
  EXPECT_TRUE(has_services(cell));
  EXPECT_EQ(describe_ready(cell), "after 30ms in the median, 25ms to 40ms");
  EXPECT_EQ(describe_load(cell), "requests 1001 in the median, 998 to 1010.5");
}

TEST(ServiceRuns, ThatAreAlikeTellOneValue) {
  Cell cell;
  cell.each_run = {run_with(1, Millis(25), "7"), run_with(2, Millis(25), "7.0"), run_with(3, std::nullopt, "")};
  EXPECT_EQ(describe_ready(cell), "after 25ms; never in 1 run");
  EXPECT_EQ(describe_load(cell), "requests 7");
}

TEST(ServiceRuns, MayMeasureTexts) {
  Cell cell;
  cell.each_run = {run_with(1, Millis(25), "many"), run_with(2, Millis(25), "many")};
  EXPECT_EQ(describe_load(cell), "requests many");
  cell.each_run.push_back(run_with(3, Millis(25), "3"));
  EXPECT_EQ(describe_load(cell), "requests in several texts");
}

TEST(ServiceRuns, OfProgramsTellNothing) {
  Cell cell;
  cell.each_run.resize(2);
  EXPECT_FALSE(has_services(cell));
  EXPECT_EQ(describe_ready(cell), "");
  EXPECT_EQ(describe_load(cell), "");
}

TEST(ServiceRun, TellsOfItsLoad) {
  auto service = *run_with(1, Millis(25), "12").service;
  EXPECT_EQ(load_text(service), "requests 12");
  service.parts[0].code = 9;
  EXPECT_EQ(load_text(service), "exited 9, requests 12");
  service.parts[0] = {"load", "timed_out", std::nullopt, std::nullopt, Millis(4000), {}};
  EXPECT_EQ(load_text(service), "timed out");
  service.parts.clear();
  EXPECT_EQ(load_text(service), "");
}

TEST(ServiceRun, TellsWhereItsTimesCountFrom) {
  auto service = *run_with(1, Millis(25), "12").service;
  EXPECT_EQ(view_text(service), "");
  service.zero = Millis(40);
  service.from = Millis(1040);
  service.until = Millis(5040);
  EXPECT_EQ(view_text(service), "Times count from 40ms of the service's; its samples from 1s to 5s were looked at.");
}

TEST(ServiceRun, IsShownByEveryReport) {
  Report report = report_of(violated_check());
  auto& runs = report.cells[0].each_run;
  runs = {run_with(17, Millis(25), "999"), run_with(18, std::nullopt, "")};
  runs[1].service->void_why = "the service was not ready within 5s; its stderr ends: no <route>";
  runs[1].counts = false;
  runs[1].excluded_why = "others used 40 %";
  const auto html = to_html(report);
  EXPECT_THAT(html, AllOf(HasSubstr("Ready after"), HasSubstr("requests 999"), HasSubstr("no &lt;route"),
                          HasSubstr("; excluded: others used 40 %")));
  for (const auto& text : {to_markdown(report), to_junit(report), html})
    EXPECT_THAT(text, AllOf(HasSubstr("after 25ms; never in 1 run"), HasSubstr("requests 999")));
  runs.clear();
  EXPECT_THAT(to_html(report), Not(HasSubstr("Ready after")));
}

}  // namespace
}  // namespace schedlitmus::report
