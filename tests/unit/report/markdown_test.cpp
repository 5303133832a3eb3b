#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/escape.hpp"
#include "report/writers.hpp"
#include "unit/report/sample_report.hpp"

namespace schedlitmus::report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample reports
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Markdown, BeginsWithTheAnswer) {
  EXPECT_THAT(to_markdown(long_report()), StartsWith("## ✅ All 26 checks are as expected\n"));
  EXPECT_THAT(to_markdown(report_of(violated_check())), StartsWith("## ❌ 1 of 1 check is not as expected\n"));
  EXPECT_THAT(to_markdown(report_of(inconclusive_check())), StartsWith("## ❔ 1 of 1 check is inconclusive\n"));
}

TEST(Markdown, HasAMatrixWithASignForEachCell) {
  const std::string text = to_markdown(mixed_report());
  EXPECT_THAT(text, HasSubstr("|  | 1.4.3 | 1.5.4 | 1.9.7 | 1.12.17 | 1.13.15 | 1.26.8 | 1.27.4 |\n"
                              "|---|:-:|:-:|:-:|:-:|:-:|:-:|:-:|\n"));
  EXPECT_THAT(text, HasSubstr("GOMAXPROCS=2 | – | ● | ✗ | ? | ● | ! | ○ |\n"));
}

TEST(Markdown, FoldsTheDetailsOfEachCheckThatIsNotAsExpected) {
  const std::string text = to_markdown(mixed_report());
  EXPECT_EQ(count(text, "<details>"), count(text, "</details>"));
  EXPECT_THAT(text, HasSubstr("- seen: &#91;1 7&#93; in 3 runs &#40;missed&#41;\n"));
  EXPECT_THAT(text, HasSubstr("<pre>./schedlitmus run two_procs --go 1.9.7 --gomaxprocs 2 --seed 42</pre>"));
  EXPECT_LT(text.find("VIOLATED</strong>"), text.find("INCONCLUSIVE</strong>")) << "the worst first";
}

TEST(Markdown, ShowsHostileTextAsText) {
  Report report = hostile_report();
  for (Cell& cell : report.cells)
    for (CheckReport& check : cell.checks) check.id = "| [x](http://a) @user #1 **b** `c` </details> $x$";
  const std::string text = to_markdown(report);
  for (const char* forbidden : {"<script", "[x](", "@user", "**b", "`c`", "| [x", "$x$", "\x1b", "\x01", "\xff"})
    EXPECT_THAT(text, Not(HasSubstr(forbidden)));
  EXPECT_EQ(count(text, "<details>"), count(text, "</details>"));
}

TEST(Markdown, StaysBelowTheLimitAndSaysWhatItLeftOut) {
  Report report = long_report();
  for (Cell& cell : report.cells) cell.checks[0] = violated_check();
  const std::string whole = to_markdown(report);
  EXPECT_THAT(whole, Not(HasSubstr("left out")));
  const std::string cut = to_markdown(report, 8000);
  EXPECT_LE(cut.size(), 8000U);
  EXPECT_THAT(cut, StartsWith(whole.substr(0, 1000)));
  EXPECT_THAT(cut, HasSubstr("parts left out here"));
  EXPECT_EQ(count(cut, "<details>"), count(cut, "</details>"));
  for (Cell& cell : report.cells) cell.reproduce = std::string(100'000, 'x');
  EXPECT_LE(to_markdown(report).size(), kMostMarkdown);
}

TEST(Escape, LeavesMarkdownNothingToRead) {
  EXPECT_EQ(escape_markdown("a*b_c|d<e"), "a&#42;b&#95;c&#124;d&#60;e");
  EXPECT_EQ(escape_markdown("held in 1 of 5, 66 %"), "held in 1 of 5, 66 %");
}

}  // namespace
}  // namespace schedlitmus::report
