#include "report/format.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/report/sample_report.hpp"

namespace schedlitmus::report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample reports
using verdict::VerdictKind;

TEST(CleanText, LeavesOrdinaryTextAlone) {
  EXPECT_EQ(clean_text("local_queues = [4 4] ±1 — ✓ 日本 😀"), "local_queues = [4 4] ±1 — ✓ 日本 😀");
}

TEST(CleanText, ShowsControlCharactersInsteadOfObeyingThem) {
  EXPECT_EQ(clean_text("a\x1b[31mb\x01\x7f\r"), "a\\x1b[31mb\\x01\\x7f\\x0d");
  EXPECT_EQ(clean_text("\xc2\x9b"), "\\x9b");
  EXPECT_EQ(clean_text(std::string("a\0b", 3)), "a\\x00b");
}

TEST(CleanText, ShowsMarksThatReorderText) { EXPECT_EQ(clean_text("a\u202eb\u2066c"), "a\\u202eb\\u2066c"); }

TEST(CleanText, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(clean_text("a\xff\xfe"), "a\uFFFD\uFFFD");
  EXPECT_EQ(clean_text("\xc0\xaf"), "\uFFFD\uFFFD") << "overlong";
  EXPECT_EQ(clean_text("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD") << "surrogate";
  EXPECT_EQ(clean_text("\xf4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD") << "beyond U+10FFFF";
  EXPECT_EQ(clean_text("cut \xe2\x82"), "cut \uFFFD\uFFFD");
}

TEST(CleanText, KeepsLineEndsOnlyWhereAsked) {
  EXPECT_EQ(clean_text("a\n\tb"), "a  b");
  EXPECT_EQ(clean_text("a\n\tb", Lines::many), "a\n\tb");
}

TEST(CleanText, ChangesNothingTheSecondTime) { EXPECT_EQ(clean_text(clean_text(kHostile)), clean_text(kHostile)); }

TEST(FormatNumbers, GivesTheRateAndTheBoundOnTheSideThatMatters) {
  EXPECT_EQ(format_numbers(verdict_of(VerdictKind::holds, 10, 0, 0.7411)), "10/10 ≥ 74 %");
  EXPECT_EQ(format_numbers(verdict_of(VerdictKind::violated, 0, 2, 0.7764)), "0/2 ≤ 78 %");
  EXPECT_EQ(format_numbers(verdict_of(VerdictKind::inconclusive, 7, 3)), "7/10");
  EXPECT_EQ(format_numbers(verdict_of(VerdictKind::skipped, 0, 0)), "");
}

TEST(FormatNumbers, LeavesOutABoundThatSaysNothing) {
  EXPECT_EQ(format_numbers(verdict_of(VerdictKind::holds, 1, 0, 0)), "1/1");
  EXPECT_EQ(format_numbers(verdict_of(VerdictKind::violated, 0, 1, 1)), "0/1");
}

TEST(DescribeRate, TellsWhatDidNotCount) {
  EXPECT_EQ(describe_rate(violated_check().verdict),
            "held in 1 of 5 runs, hold rate at most 66 %; 1 run undecided, 2 runs excluded for host noise");
  EXPECT_EQ(describe_rate(verdict_of(VerdictKind::inconclusive, 0, 1)), "held in 0 of 1 run");
}

TEST(DescribeJudgement, SaysHowTheVerdictStandsToTheFile) {
  EXPECT_EQ(describe_judgement(holding_check()), "HOLDS");
  EXPECT_EQ(describe_judgement(violated_check()), "VIOLATED");
  EXPECT_EQ(describe_judgement(expected_violated_check()), "VIOLATED, as the file expects");
  CheckReport holds = holding_check();
  holds.expected_violated = true;
  EXPECT_EQ(describe_judgement(holds), "HOLDS, but the file expects VIOLATED");
}

TEST(DescribeTimes, GivesTheRangeAndExamples) {
  EXPECT_EQ(describe_times(violated_check()), "290ms to 325ms, such as [1 7] at 300ms, [0 8] at 325ms");
  EXPECT_EQ(describe_times(holding_check()), "300ms to 312ms");
  EXPECT_EQ(describe_times(split_check({})), "");
}

TEST(DescribeTimes, SaysOfAWindowWhatItsSamplesAddUpTo) {
  CheckReport check = violated_check();
  check.value_of = ValueOf::share;
  check.deciding_times = {Millis(688), Millis(701)};
  check.verdict.examples = {{"split", expectation::OutcomeKind::held, Millis(688), "15 of 16 samples (94 %)", "", 16}};
  EXPECT_EQ(label_of_times(check), "decided at");
  EXPECT_EQ(describe_times(check), "688ms to 701ms, such as 15 of 16 samples (94 %) by 688ms");
  check.samples = {{17, Millis(688), true, "15 of 16 samples (94 %)", ""}};
  EXPECT_THAT(describe_samples(check), ::testing::ElementsAre("run 17: 15 of 16 samples (94 %) by 688ms (held)"));
}

TEST(DescribeGap, DoesNotSayTwiceHowManyRunsAreMissing) {
  EXPECT_EQ(describe_gap(inconclusive_check().verdict), "after 10 runs: 7 held; about 12 more runs would settle it");
  auto bare = verdict_of(VerdictKind::inconclusive, 7, 3);
  bare.more_runs = 1;
  EXPECT_EQ(describe_gap(bare), "about 1 more run would settle it");
  EXPECT_EQ(describe_gap(holding_check().verdict), "");
}

TEST(DescribeHealth, SaysHowMuchWasLost) {
  Cell cell;
  EXPECT_EQ(describe_health(cell), "");
  cell.samples = 117;
  EXPECT_EQ(describe_health(cell), "117 samples read, none lost");
  cell.lost_samples = 3;
  EXPECT_EQ(describe_health(cell), "117 samples read, 3 lost (2.5 %)");
}

TEST(DescribeTotals, LeavesOutWhatDidNotHappen) {
  EXPECT_EQ(describe_totals({.ok = 1, .runs = 1}), "1 check as expected; 1 run");
  EXPECT_EQ(describe_totals({.ok = 12, .failed = 1, .inconclusive = 2, .skipped = 3, .errors = 1, .runs = 1234}),
            "12 checks as expected, 1 failed, 2 inconclusive, 3 skipped, 1 error; 1,234 runs");
}

TEST(CellToReproduce, IsAFailedOneWhereThereIsOne) {
  const Report mixed = mixed_report();
  ASSERT_NE(cell_to_reproduce(mixed), nullptr);
  EXPECT_EQ(cell_to_reproduce(mixed)->release, "1.9.7");
  const Report good = long_report();
  ASSERT_NE(cell_to_reproduce(good), nullptr);
  EXPECT_EQ(cell_to_reproduce(good)->release, "1.2.1");
  EXPECT_EQ(cell_to_reproduce(empty_report()), nullptr);
}

TEST(Superscript, WritesEveryDigit) {
  EXPECT_EQ(superscript(1), "¹");
  EXPECT_EQ(superscript(12), "¹²");
}

TEST(Backticks, AreLeftOutOnATerminalAndCodeInHtml) {
  EXPECT_EQ(without_backticks("`[4 4]` at 2 s, `x`"), "[4 4] at 2 s, x");
  EXPECT_EQ(without_backticks("one ` alone"), "one ` alone");
  EXPECT_EQ(html_of("`a<b` & 'c'"), "<code>a&lt;b</code> &amp; &#39;c&#39;");
  EXPECT_EQ(html_of("one ` alone <i>"), "one ` alone &lt;i&gt;");
  EXPECT_EQ(html_of(""), "");
}

TEST(Notes, SayWhatTheVerdictIsWithTheExcludedRuns) {
  CheckReport check;
  EXPECT_TRUE(notes_of(check).empty());
  check.verdict.excluded = 3;
  check.with_excluded = verdict::Verdict{};
  check.with_excluded->kind = verdict::VerdictKind::violated;
  check.with_excluded->held = 1;
  check.with_excluded->missed = 5;
  ASSERT_EQ(notes_of(check).size(), 1U);
  EXPECT_EQ(notes_of(check)[0], "3 runs excluded for host noise; with them VIOLATED, held in 1 of 6");
}

verdict::Verdict compared(double margin) {
  auto verdict = verdict_of(verdict::VerdictKind::violated, 20, 0);
  verdict::Comparison::Other other{
      .runs = 24, .go = "1.26.3", .median = 4, .p = 0.00123, .exact = true, .effect = {}, .margin = margin};
  other.effect = {.delta = 0.85, .greater = 0.9, .smaller = 0.05, .error = 0.1, .interval = {0.61, 0.95}};
  verdict.comparison = {.median = 6, .interval = {5, 7}, .other = other};
  return verdict;
}

TEST(DescribeComparison, HasBothSidesTheEffectAndTheTest) {
  EXPECT_EQ(
      describe_rate(compared(1)),
      "median 6 in 20 runs, 4 in the 24 runs on Go 1.26.3; greater by more than 1 in 90 % of all pairs, smaller in "
      "5 %: Cliff's delta 0.85, interval 0.61 to 0.95; p = 0.0012 (permutation test, exact)");
  EXPECT_EQ(format_numbers(compared(0)), "median 6 vs 4");
}

TEST(DescribeComparison, OfAMedianHasItsInterval) {
  auto verdict = compared(0);
  verdict.comparison->other.reset();
  EXPECT_EQ(describe_rate(verdict), "median 6 in 20 runs, its interval 5 to 7; 20 within");
  EXPECT_EQ(format_numbers(verdict), "median 6");
}

TEST(FormatInterval, StandsInPlaceOfTheBound) {
  auto verdict = verdict_of(verdict::VerdictKind::holds, 10, 0, 0.74);
  EXPECT_EQ(format_interval(verdict), "");
  verdict.confidence = 0.95;
  verdict.interval = {0.69, 1};
  EXPECT_EQ(format_numbers(verdict), "10/10 69 % to 100 %");
  EXPECT_EQ(describe_rate(verdict), "held in 10 of 10 runs, hold rate 69 % to 100 % (95 % interval)");
}

TEST(DescribeSamples, GivesTheTracesOwnLines) {
  auto check = split_check(verdict_of(verdict::VerdictKind::violated, 0, 2));
  check.samples = {{17, Millis{300}, false, "[8 0]", "SCHED 300ms: gomaxprocs=2 [8 0]"},
                   {18, Millis{310}, true, "4", ""}};
  EXPECT_EQ(describe_samples(check), (std::vector<std::string>{"run 17: SCHED 300ms: gomaxprocs=2 [8 0] (missed)",
                                                               "run 18: 4 at 310ms (held)"}));
}

}  // namespace
}  // namespace schedlitmus::report
