#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "report/writers.hpp"
#include "source_dir.hpp"
#include "support/files.hpp"
#include "support/text_width.hpp"
#include "unit/report/sample_report.hpp"

namespace schedlitmus::report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample reports
using ::testing::HasSubstr;
using ::testing::Not;

/// Compares with tests/unit/report/golden/NAME. With SCHEDLITMUS_UPDATE_GOLDEN=1
/// in the environment the file is written instead; git then shows the difference.
void expect_golden(const std::string& text, const std::string& name) {
  const std::string path = source_dir().string() + "/tests/unit/report/golden/" + name;
  if (std::getenv("SCHEDLITMUS_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text, read_file(path).value_or("")) << "refresh with SCHEDLITMUS_UPDATE_GOLDEN=1, then look at git diff";
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(Terminal, ShowsAMixedReport) {
  expect_golden(to_terminal(mixed_report(), {.colour = false, .width = 100}), "mixed_100.txt");
}

TEST(Terminal, ShowsAMixedReportInColour) {
  expect_golden(to_terminal(mixed_report(), {.colour = true, .width = 100}), "mixed_100_colour.txt");
}

TEST(Terminal, ShowsAMixedReportOnANarrowTerminal) {
  expect_golden(to_terminal(mixed_report(), {.colour = false, .width = 60}), "mixed_60.txt");
}

TEST(Terminal, WrapsTwentySixReleasesIntoBlocks) {
  expect_golden(to_terminal(long_report(), {.colour = false, .width = 100}), "long_100.txt");
}

TEST(Terminal, PutsVerdictAndNumbersOnOneLineWhereTheyFit) {
  const std::string text = to_terminal(report_of(holding_check()), {.colour = false, .width = 100});
  EXPECT_THAT(text, HasSubstr("\n  split  HOLDS 10/10 ≥ 74 %\n"));
}

TEST(Terminal, KeepsTheMatrixWithinTheWidth) {
  for (const int width : {40, 60, 80, 100, 140}) {
    const std::string text = to_terminal(long_report(), {.colour = false, .width = width});
    for (const std::string& line : lines_of(text)) {
      if (line.find("./schedlitmus") != std::string::npos) continue;  // commands are there to be copied
      EXPECT_LE(display_width(line), static_cast<std::size_t>(width)) << line;
    }
  }
}

TEST(Terminal, HasNoTrailingBlanks) {
  for (const bool colour : {false, true})
    for (const std::string& line : lines_of(to_terminal(mixed_report(), {.colour = colour, .width = 60})))
      EXPECT_THAT(line, Not(::testing::EndsWith(" ")));
}

TEST(Terminal, HasNoEscapeSequenceWithoutColour) {
  EXPECT_THAT(to_terminal(mixed_report(), {.colour = false, .width = 100}), Not(HasSubstr("\x1b")));
}

TEST(Terminal, DoesNotObeyForeignText) {
  const std::string text = to_terminal(hostile_report(), {.colour = false, .width = 80});
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\x01")));
  EXPECT_THAT(text, Not(HasSubstr("\xff")));
  EXPECT_THAT(text, Not(HasSubstr("\u202e")));
  EXPECT_THAT(text, HasSubstr("\\x1b[31m"));
}

TEST(Terminal, TellsEverythingAboutACheckThatIsNotAsExpected) {
  const std::string text = to_terminal(report_of(violated_check()), {.colour = false, .width = 100});
  for (const char* part : {"local_queues = [4 4] ±1", "tolerance", "[1 7]  3 runs  missed  ███", "290ms to 325ms",
                           "held in 1 of 5 runs", "at most 66 %", "two_procs.json:18", "no sample within 50ms of 300ms",
                           "reproduce  ./schedlitmus run two_procs --go 1.9.7"})
    EXPECT_THAT(text, HasSubstr(part));
}

TEST(Terminal, SaysWhyACheckThatHoldsFailed) {
  CheckReport check = holding_check();
  check.expected_violated = true;
  check.expected_why = "preemption";
  const std::string text = to_terminal(report_of(check), {.colour = false, .width = 100});
  EXPECT_THAT(text, HasSubstr("HOLDS, but the file expects VIOLATED"));
  EXPECT_THAT(text, HasSubstr("HOLDS ✗ 10/10 ≥ 74 % ¹"));
}

TEST(Terminal, GathersTheTailOfALongHistogram) {
  CheckReport check = violated_check();
  check.verdict.histogram.clear();
  for (int i = 0; i < 30; ++i) check.verdict.histogram.push_back({std::to_string(i), 2, false});
  EXPECT_THAT(to_terminal(report_of(check), {}), HasSubstr("18 other values  36 runs  missed"));
}

TEST(Terminal, ListsAnErrorOnceForAllCellsThatShareIt) {
  Report report = report_of(holding_check());
  report.releases.emplace_back("1.10.8");
  report.cells.push_back(cell_with("1.10.8", holding_check()));
  for (Cell& cell : report.cells) cell.error = Error{"no such program", "", ""};
  const std::string text = to_terminal(report, {});
  EXPECT_EQ(text.find("no such program"), text.rfind("no such program"));
  EXPECT_THAT(text, HasSubstr("Go 1.9.7, GOMAXPROCS=2; "));
}

TEST(Terminal, SaysThatNothingWasChecked) {
  EXPECT_THAT(to_terminal(empty_report(), {}), HasSubstr("nothing was checked"));
}

TEST(Terminal, SaysHowToGoOnAfterAnInterruption) {
  Report report = report_of(holding_check());
  report.interrupted = true;
  EXPECT_THAT(to_terminal(report, {}), HasSubstr("--resume"));
}

}  // namespace
}  // namespace schedlitmus::report
