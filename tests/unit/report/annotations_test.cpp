#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "report/writers.hpp"
#include "unit/report/sample_report.hpp"

namespace schedlitmus::report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample reports
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::vector<std::string> lines_of(const Report& report) {
  std::istringstream text(to_annotations(report));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

TEST(Annotations, PointAtTheLineOfTheCheck) {
  Report report = report_of(violated_check());
  report.cells[0].checks[0].column = 5;
  EXPECT_THAT(lines_of(report),
              ElementsAre("::error file=expectations/ten_goroutines/two_procs.json,line=18,col=5,title=ten_goroutines/"
                          "two_procs split%3A VIOLATED::expected: local_queues = [4 4] ±1 in any order at 300ms%0AGo "
                          "1.9.7, GOMAXPROCS=2: VIOLATED; held in 1 of 5 runs, hold rate at most 66 %25; 1 run "
                          "undecided, 2 runs excluded for host noise%0Areproduce: ./schedlitmus run two_procs --go "
                          "1.9.7 --gomaxprocs 2 --seed 42"));
}

TEST(Annotations, AreOneForAllReleasesOfACheck) {
  Report report = long_report();
  for (Cell& cell : report.cells) cell.checks[0] = violated_check();
  const auto lines = lines_of(report);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], AllOf(HasSubstr("%0AGo 1.2.1,"), HasSubstr("%0AGo 1.27.1,")));
}

TEST(Annotations, WarnOfWhatIsInconclusiveAndAreSilentOnWhatIsExpected) {
  EXPECT_THAT(lines_of(report_of(inconclusive_check())), ElementsAre(StartsWith("::warning file=")));
  EXPECT_THAT(lines_of(long_report()), ElementsAre());
}

TEST(Annotations, PointAtAnErrorsPlaceWhereItHasOne) {
  Report report = empty_report();
  report.errors = {{"unknown key", "expectations/x.json:3:7", "did you mean"}, {"no such release", "--go", ""}};
  EXPECT_THAT(lines_of(report),
              ElementsAre("::error file=expectations/x.json,line=3,col=7,title=schedlitmus%3A error::unknown key%0Adid "
                          "you mean",
                          "::error title=schedlitmus%3A error::--go: no such release"));
}

TEST(Annotations, LetNoTextEndTheLineOrAProperty) {
  Report report = hostile_report();
  for (Cell& cell : report.cells)
    for (CheckReport& check : cell.checks) {
      check.file = "a,b:c%d\n::error::x.json";
      check.condition = "x\n::stop-commands::y";
    }
  for (const std::string& line : lines_of(report)) {
    EXPECT_THAT(line, ::testing::AnyOf(StartsWith("::error "), StartsWith("::warning ")));
    EXPECT_NE(line.find("title="), std::string::npos);
  }
  EXPECT_THAT(to_annotations(report), HasSubstr("file=a%2Cb%3Ac%25d %3A%3Aerror%3A%3Ax.json,line="));
}

}  // namespace
}  // namespace schedlitmus::report
