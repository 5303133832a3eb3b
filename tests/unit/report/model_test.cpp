#include "report/model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/report/sample_report.hpp"

namespace schedlitmus::report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample reports
using verdict::VerdictKind;

CheckReport check_with(VerdictKind kind, bool expected_violated) {
  CheckReport check = split_check(verdict_of(kind, 3, 2));
  check.expected_violated = expected_violated;
  return check;
}

TEST(Judge, TakesTheVerdictWhereTheFileExpectsIt) {
  EXPECT_EQ(judge(check_with(VerdictKind::holds, false)), Judgement::ok);
  EXPECT_EQ(judge(check_with(VerdictKind::violated, false)), Judgement::failed);
  EXPECT_EQ(judge(check_with(VerdictKind::inconclusive, false)), Judgement::inconclusive);
  EXPECT_EQ(judge(check_with(VerdictKind::skipped, false)), Judgement::skipped);
}

TEST(Judge, TurnsTheVerdictWhereTheFileExpectsViolated) {
  EXPECT_EQ(judge(check_with(VerdictKind::holds, true)), Judgement::failed);
  EXPECT_EQ(judge(check_with(VerdictKind::violated, true)), Judgement::ok);
  EXPECT_EQ(judge(check_with(VerdictKind::inconclusive, true)), Judgement::inconclusive);
  EXPECT_EQ(judge(check_with(VerdictKind::skipped, true)), Judgement::skipped);
}

TEST(Totals, CountEachCheckOnceAndErrorsOfCellsAndOfTheWhole) {
  const Totals sum = totals(mixed_report());
  EXPECT_EQ(sum.ok, 3);
  EXPECT_EQ(sum.failed, 1);
  EXPECT_EQ(sum.inconclusive, 1);
  EXPECT_EQ(sum.skipped, 1);
  EXPECT_EQ(sum.errors, 2);
  EXPECT_EQ(sum.runs, 46U);
}

TEST(Totals, CountTheChecksOfASkippedCellAsSkipped) {
  Report report = report_of(holding_check());
  report.cells[0].checks.push_back(violated_check());
  report.cells[0].skipped_why = "no run queues then";
  EXPECT_EQ(totals(report).skipped, 2);
  EXPECT_EQ(totals(report).failed, 0);
}

TEST(ExitCode, IsZeroWhereAllIsAsExpected) {
  EXPECT_EQ(exit_code(report_of(holding_check()), false), 0);
  EXPECT_EQ(exit_code(report_of(expected_violated_check()), false), 0);
}

TEST(ExitCode, IsOneWhereACheckFailed) {
  EXPECT_EQ(exit_code(report_of(violated_check()), false), 1);
  CheckReport holds = holding_check();
  holds.expected_violated = true;
  EXPECT_EQ(exit_code(report_of(holds), true), 1);
}

TEST(ExitCode, IsTwoWhereInconclusiveUnlessAllowedBesideSomethingChecked) {
  Report report = report_of(inconclusive_check());
  EXPECT_EQ(exit_code(report, false), 2);
  report.cells[0].checks.push_back(holding_check());
  EXPECT_EQ(exit_code(report, false), 2);
  EXPECT_EQ(exit_code(report, true), 0);
}

TEST(ExitCode, IsNeverZeroWhereNothingWasDecided) {
  EXPECT_EQ(exit_code(report_of(inconclusive_check()), true), 3);
  EXPECT_EQ(exit_code(empty_report(), true), 3);
}

TEST(ExitCode, IsThreeWhereNothingWasChecked) {
  EXPECT_EQ(exit_code(empty_report(), false), 3);

  Report no_checks = report_of(holding_check());
  no_checks.cells[0].checks.clear();
  EXPECT_EQ(exit_code(no_checks, false), 3);

  const Report no_runs = report_of(split_check({}));
  EXPECT_EQ(exit_code(no_runs, false), 3);

  Report all_skipped = report_of(holding_check());
  all_skipped.cells[0].skipped_why = "not on this release";
  EXPECT_EQ(exit_code(all_skipped, false), 3);
}

TEST(ExitCode, TakesTheFirstOfInterruptedErrorViolatedInconclusive) {
  Report report = report_of(inconclusive_check());
  report.cells[0].checks.push_back(violated_check());
  EXPECT_EQ(exit_code(report, false), 1);
  report.errors.push_back({"unknown release", "9.9", ""});
  EXPECT_EQ(exit_code(report, false), 3);
  report.interrupted = true;
  EXPECT_EQ(exit_code(report, false), 130);
}

TEST(ExitCode, IsThreeWhereACellFailedThoughTheOthersHold) {
  Report report = report_of(holding_check());
  report.cells.push_back(cell_with("1.9.7", violated_check()));
  report.cells[1].error = Error{"does not compile", "", ""};
  EXPECT_EQ(exit_code(report, false), 3);
}

TEST(Groups, KeepTheColumnsOfTheReportAndTheChecksOfAllReleases) {
  Report report = mixed_report();
  report.cells[2].checks.push_back(split_check({}));
  report.cells[2].checks.back().id = "ends";
  const auto found = groups(report);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].cells.size(), report.releases.size());
  EXPECT_THAT(found[0].checks, ::testing::ElementsAre("split", "ends"));
  EXPECT_EQ(base_condition(found[0], "split"), "local_queues = [4 4] ±1 in any order at 300ms");
}

TEST(Groups, AreOneForEachGomaxprocsAndLeaveOutCellsThatBelongNowhere) {
  Report report = report_of(holding_check());
  report.cells.push_back(cell_with("1.9.7", holding_check()));
  report.cells.back().gomaxprocs = 1;
  report.cells.push_back(cell_with("no such release", holding_check()));
  report.cells.push_back(cell_with("1.9.7", holding_check()));
  report.cells.back().row = 9;
  const auto found = groups(report);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].gomaxprocs, 1);
  EXPECT_EQ(found[1].gomaxprocs, 2);
}

}  // namespace
}  // namespace schedlitmus::report
