#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <pugixml.hpp>

#include "report/writers.hpp"
#include "source_dir.hpp"
#include "unit/report/sample_report.hpp"

namespace schedlitmus::report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample reports
using ::testing::HasSubstr;

pugi::xml_document parsed(const std::string& text) {
  pugi::xml_document document;
  const auto result = document.load_string(text.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
  EXPECT_TRUE(result) << result.description();
  return document;
}

/// Whether xmllint takes the text for valid against junit.xsd.
bool is_valid(const std::string& text, const std::string& name) {
  const std::filesystem::path file =
      std::filesystem::path(::testing::TempDir()) / ("schedlitmus_junit_" + name + ".xml");
  std::ofstream(file, std::ios::binary) << text;
  const std::string command =
      "xmllint --noout --schema '" + source_dir().string() + "/tests/unit/report/junit.xsd' '" + file.string() + "'";
  return std::system(command.c_str()) == 0;  // NOLINT(cert-env33-c): a fixed command on a file of this test
}

Report noisy_report() {
  Report report = report_of(holding_check());
  report.noise = NoiseSummary{.runs = 12, .excluded = 2, .signals = {}, .source = "defaults"};
  report.noise->signals.push_back(
      {.name = "foreign_cpu_share", .median = 0.25, .most = 0.5, .limit = 0.125, .over = 2});
  return report;
}

TEST(Junit, HoldsTheNoiseOfTheHost) {
  const auto text = to_junit(noisy_report());
  EXPECT_TRUE(is_valid(text, "noisy"));
  const auto document = parsed(text);
  const auto value = [&](const char* name) {
    const auto path = fmt::format("//property[@name='schedlitmus.noise.{}']", name);
    return std::string(document.select_node(path.c_str()).node().attribute("value").value());
  };
  EXPECT_EQ(value("runs"), "12");
  EXPECT_EQ(value("excluded"), "2");
  EXPECT_EQ(value("limits"), "defaults");
  EXPECT_EQ(value("foreign_cpu_share.median"), "0.25");
  EXPECT_EQ(value("foreign_cpu_share.most"), "0.5");
  EXPECT_EQ(value("foreign_cpu_share.limit"), "0.125");
}

TEST(Junit, CountsWhatItLists) {
  const auto document = parsed(to_junit(mixed_report()));
  const pugi::xml_node suite = document.child("testsuites").child("testsuite");
  EXPECT_STREQ(suite.attribute("name").value(), "ten_goroutines/two_procs GOMAXPROCS=2");
  EXPECT_EQ(suite.attribute("tests").as_int(), 7);
  EXPECT_EQ(suite.attribute("failures").as_int(), 2);
  EXPECT_EQ(suite.attribute("errors").as_int(), 1);
  EXPECT_EQ(suite.attribute("skipped").as_int(), 1);
  EXPECT_EQ(suite.select_nodes("testcase").size(), 7U);
  EXPECT_EQ(suite.select_nodes("testcase/failure").size(), 2U);
  EXPECT_EQ(suite.select_nodes("testcase/error").size(), 1U);
  EXPECT_EQ(suite.select_nodes("testcase/skipped").size(), 1U);
}

TEST(Junit, TellsAFailureWithItsNumbers) {
  const auto document = parsed(to_junit(report_of(violated_check())));
  const pugi::xml_node failure = document.select_node("//failure").node();
  EXPECT_STREQ(failure.attribute("type").value(), "violated");
  EXPECT_THAT(failure.attribute("message").value(), HasSubstr("held in 1 of 5 runs"));
  EXPECT_THAT(failure.text().get(), HasSubstr("[1 7] in 3 runs (missed)"));
  EXPECT_THAT(failure.text().get(), HasSubstr("two_procs.json:18"));
  EXPECT_THAT(failure.text().get(), HasSubstr("./schedlitmus run two_procs --go 1.9.7"));
}

TEST(Junit, MakesInconclusiveAFailureOfItsOwnType) {
  const auto document = parsed(to_junit(report_of(inconclusive_check())));
  EXPECT_STREQ(document.select_node("//failure").node().attribute("type").value(), "inconclusive");
}

TEST(Junit, PassesWhatIsViolatedAsExpected) {
  const auto document = parsed(to_junit(report_of(expected_violated_check())));
  EXPECT_FALSE(document.select_node("//failure"));
  EXPECT_THAT(document.select_node("//system-out").node().text().get(), HasSubstr("VIOLATED, as the file expects"));
}

TEST(Junit, SharesTheTimeOfACellAmongItsChecks) {
  Report report = report_of(holding_check());
  report.cells[0].checks.push_back(inconclusive_check());
  const auto document = parsed(to_junit(report));
  const pugi::xml_node suite = document.child("testsuites").child("testsuite");
  EXPECT_STREQ(suite.attribute("time").value(), "2.500");
  EXPECT_STREQ(suite.child("testcase").attribute("time").value(), "1.250");
}

TEST(Junit, IsNotAPassWhereNothingWasChecked) {
  const auto document = parsed(to_junit(empty_report()));
  EXPECT_STREQ(document.select_node("//error").node().attribute("message").value(), "nothing was checked");
}

TEST(Junit, IsNotAPassAfterAnInterruption) {
  Report report = report_of(holding_check());
  report.interrupted = true;
  EXPECT_STREQ(parsed(to_junit(report)).select_node("//error").node().attribute("message").value(), "interrupted");
}

TEST(Junit, IsValidAgainstTheCommonSchema) {
  if (std::system("command -v xmllint >/dev/null") != 0)  // NOLINT(cert-env33-c): a fixed command
    GTEST_SKIP() << "xmllint (package libxml2-utils) is not installed";
  Report hostile = hostile_report();
  hostile.context.started = mixed_report().context.started;
  EXPECT_TRUE(is_valid(to_junit(mixed_report()), "mixed"));
  EXPECT_TRUE(is_valid(to_junit(long_report()), "long"));
  EXPECT_TRUE(is_valid(to_junit(empty_report()), "empty"));
  EXPECT_TRUE(is_valid(to_junit(hostile), "hostile"));
}

TEST(Junit, ShowsForeignTextWithoutItsControlCharacters) {
  const std::string text = to_junit(hostile_report());
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("<script"), std::string::npos);
  EXPECT_THAT(parsed(text).select_node("//testsuite").node().attribute("name").value(), HasSubstr("<script>"));
}

}  // namespace
}  // namespace schedlitmus::report
