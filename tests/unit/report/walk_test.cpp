// How each verdict came about, in every form of the report.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/writers.hpp"
#include "sample_report.hpp"

namespace schedlitmus::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Report report_with_walk() {
  Report report;
  report.releases = {"1.13.15"};
  report.expectations = {{"ten/two", "ten/two.json", "t", "", ""}};
  Cell cell;
  cell.release = "1.13.15";
  cell.checks = {testing::violated_check()};
  Walk walk{"sequential test of the hold rate: good 0.95", "log ratio", -2.94, 2.94, {}};
  walk.steps = {{7, "missed", "[1 7]", Millis{300}, "counted", "", 1.79},
                {8, "held", "[4 4]", Millis{301}, "excluded", "others used 40 % of its CPUs", 1.79},
                {9, "", "", std::nullopt, "not asked", "the check was decided when the run began", 1.79}};
  cell.checks[0].walk = walk;
  report.cells = {cell};
  return report;
}

TEST(Walk, HasALineARunOnTheTerminal) {
  const auto text = to_terminal(report_with_walk(), {.colour = false, .width = 160});
  EXPECT_THAT(text, HasSubstr("How each verdict came about"));
  EXPECT_THAT(text, HasSubstr("sequential test of the hold rate: good 0.95"));
  EXPECT_THAT(text, HasSubstr("log ratio  HOLDS -2.94 .. 2.94 VIOLATED"));
  EXPECT_THAT(text, HasSubstr("  7  missed   [1 7]  300ms  counted        1.79  |················●····|\n"));
  EXPECT_THAT(text, HasSubstr("others used 40 % of its CPUs"));
  EXPECT_THAT(text, HasSubstr("    1 run more not asked: the check was decided when it began\n"));
}

TEST(Walk, IsLeftOutWhereItWasNotAskedFor) {
  auto report = report_with_walk();
  report.cells[0].checks[0].walk.reset();
  EXPECT_THAT(to_terminal(report, {}), Not(HasSubstr("How each verdict came about")));
  EXPECT_THAT(to_html(report), Not(HasSubstr("run by run")));
  EXPECT_TRUE(nlohmann::json::parse(to_json(report))["cells"][0]["checks"][0]["walk"].is_null());
}

TEST(Walk, IsInTheJson) {
  const auto json = nlohmann::json::parse(to_json(report_with_walk()));
  const auto& walk = json["cells"][0]["checks"][0]["walk"];
  EXPECT_EQ(walk["measure"], "log ratio");
  EXPECT_EQ(walk["holds_at"], -2.94);
  ASSERT_EQ(walk["steps"].size(), 3U);
  EXPECT_EQ(walk["steps"][0]["run"], 7);
  EXPECT_EQ(walk["steps"][0]["value"], 1.79);
  EXPECT_EQ(walk["steps"][1]["taken"], "excluded");
  EXPECT_TRUE(walk["steps"][2]["outcome"].is_null());
}

TEST(Walk, IsInThePage) {
  const auto page = to_html(report_with_walk());
  EXPECT_THAT(page, HasSubstr("How the verdict came about, run by run"));
  EXPECT_THAT(page, HasSubstr("<td>excluded</td>"));
}

}  // namespace
}  // namespace schedlitmus::report
