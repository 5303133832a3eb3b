#include "campaign/campaign.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>

#include "campaign_fixture.hpp"
#include "fakes.hpp"

namespace schedlitmus::campaign {
namespace {

using schedlitmus::testing::FakeLauncher;
using schedlitmus::testing::FakeProgram;
using schedlitmus::testing::FakeToolchain;
using schedlitmus::testing::steady_trace;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kSplit = R"({
  "title": "four wait on each P",
  "scenario": {"program": "spin", "go": ">=1.4", "gomaxprocs": [2], "trace": {"period": "50ms"}, "deadline": "5s"},
  "checks": [{"id": "split", "at": "300ms", "within": "50ms", "field": "local_queues", "equals": [4, 4]}],
  "releases": [
    {"go": "1.13", "why": "timers fire late", "violated": ["split"]},
    {"go": "<1.5", "skip": "another world"}
  ]
})";

class CampaignTest : public CampaignFixture {
 protected:
  CampaignTest() {
    launcher_.program = [](const process::LaunchSpec&) { return FakeProgram{steady_trace("4 4", 0, 1000), {}}; };
  }

  report::Report run(const std::string& text = kSplit) {
    auto store = store::Store::open((folder_ / "store.db").string());
    EXPECT_TRUE(store.has_value());
    auto report = campaign::run(load(text), settings_, {launcher_, toolchain_, *store, interrupted_}, {});
    EXPECT_TRUE(report.has_value());
    return report ? *report : report::Report{};
  }

  std::size_t stored_runs() {
    auto store = store::Store::open((folder_ / "store.db").string());
    const auto latest = store->latest();
    return (*latest) ? store->runs((*latest)->id)->size() : 0;
  }

  FakeToolchain toolchain_{{"1.4.3", "1.5.4", "1.13.15"}};
  FakeLauncher launcher_;
  std::function<bool()> interrupted_ = [] { return false; };
};

TEST_F(CampaignTest, HoldsWhenEveryRunHolds) {
  settings_.go = "1.5";
  const auto report = run();
  ASSERT_THAT(report.cells, SizeIs(1));
  EXPECT_EQ(report.cells[0].checks[0].verdict.kind, verdict::VerdictKind::holds);
  EXPECT_EQ(report.cells[0].runs, 10);  // what the default hold needs if all hold
  ASSERT_THAT(report.cells[0].each_run, SizeIs(10));
  EXPECT_EQ(report.cells[0].each_run[0].ending, "stopped");
  EXPECT_FALSE(report.cells[0].each_run[0].code.has_value());
  EXPECT_EQ(report::exit_code(report, false), 0);
  EXPECT_EQ(stored_runs(), 10U);
}

constexpr const char* kOfTheEnd = R"({
  "title": "it serves, and ends",
  "scenario": {"program": "spin", "go": ">=1.4", "gomaxprocs": [2], "trace": false},
  "checks": [
    {"id": "served", "measure": "served", "min": 5},
    {"id": "ends", "outcome": "exit_status", "equals": 0},
    {"id": "in-time", "outcome": "timed_out", "equals": false}
  ]
})";

TEST_F(CampaignTest, ChecksTheEndOfRunsWithoutATrace) {
  settings_.go = "1.5";
  launcher_.program = [](const process::LaunchSpec&) { return FakeProgram{"", {}, "measure: served=7\n"}; };
  const auto report = run(kOfTheEnd);
  ASSERT_THAT(report.cells, SizeIs(1));
  const auto& cell = report.cells[0];
  EXPECT_EQ(cell.error, std::nullopt);
  ASSERT_THAT(cell.checks, SizeIs(3));
  for (const auto& check : cell.checks) EXPECT_EQ(check.verdict.kind, verdict::VerdictKind::holds) << check.id;
  EXPECT_EQ(cell.checks[0].verdict.histogram.at(0).seen, "7");
  EXPECT_EQ(cell.checks[0].condition, "measure served >= 5");
  EXPECT_EQ(cell.each_run.at(0).ending, "exited");
  EXPECT_EQ(report::exit_code(report, false), 0);
  const auto& env = launcher_.launched.front().env;
  EXPECT_THAT(env, ::testing::Contains("GOMAXPROCS=2"));
  for (const auto& line : env) EXPECT_FALSE(line.starts_with("GODEBUG")) << line;
}

TEST_F(CampaignTest, TakesATimeOutForWhatTheRunShows) {
  settings_.go = "1.5";
  launcher_.program = [](const process::LaunchSpec&) {
    FakeProgram program{"", {}, "measure: served=7\n"};
    program.record.ending = process::Ending::timed_out;
    return program;
  };
  const auto report = run(kOfTheEnd);
  ASSERT_THAT(report.cells, SizeIs(1));
  const auto& checks = report.cells[0].checks;
  EXPECT_EQ(checks[0].verdict.kind, verdict::VerdictKind::holds);
  EXPECT_EQ(checks[1].verdict.kind, verdict::VerdictKind::violated);
  EXPECT_EQ(checks[1].verdict.histogram.at(0).seen, "none: stopped at its deadline");
  EXPECT_EQ(checks[2].verdict.kind, verdict::VerdictKind::violated);
  EXPECT_EQ(checks[2].verdict.histogram.at(0).seen, "true");
}

TEST_F(CampaignTest, DoesNotStopARunThatHasACheckOnItsEnd) {
  settings_.go = "1.5";
  std::string text(kSplit);
  const std::string more = R"({"id": "ends", "outcome": "exit_status", "equals": 0}, )";
  text.insert(text.find(R"({"id")"), more);
  const auto report = run(text);
  ASSERT_THAT(report.cells, SizeIs(1));
  EXPECT_EQ(report.cells[0].each_run.at(0).ending, "exited");
  ASSERT_THAT(report.cells[0].checks, SizeIs(2));
  for (const auto& check : report.cells[0].checks) EXPECT_EQ(check.verdict.kind, verdict::VerdictKind::holds);
}

TEST_F(CampaignTest, SaysWhatTracesOfAReleaseDoNotHave) {
  settings_.go = "1.5";
  const auto report = run(R"({"title": "t",
    "scenario": {"program": "spin", "go": ">=1.4", "gomaxprocs": [2], "trace": {"period": "50ms"}, "deadline": "5s"},
    "checks": [{"id": "spin", "always": true, "until": "1s", "field": "needspinning", "equals": 0}]})");
  ASSERT_THAT(report.errors, SizeIs(1));
  EXPECT_EQ(report.errors[0].what,
            "check \"spin\" cannot be decided on Go 1.5.4: needspinning: Go prints it from 1.20 on");
  EXPECT_EQ(report.errors[0].where, "split.json:3:16");
  EXPECT_EQ(report::exit_code(report, false), 3);
}

TEST_F(CampaignTest, GivesTheProgramItsSettingsAndNothingElse) {
  settings_.go = "1.5";
  settings_.godebug = {{"asyncpreemptoff", "1"}};
  (void)run();
  const auto& spec = launcher_.launched.front();
  EXPECT_THAT(spec.env, ::testing::Contains("GOMAXPROCS=2"));
  EXPECT_THAT(spec.env, ::testing::Contains("GODEBUG=schedtrace=50,asyncpreemptoff=1"));
  for (const auto& line : spec.env) {
    EXPECT_TRUE(line.starts_with("GO") || line.starts_with("PATH=") || line.starts_with("HOME=")) << line;
  }
  EXPECT_EQ(spec.deadline, Millis(5000));
}

TEST_F(CampaignTest, ExpectedViolationIsFineAndAnUnexpectedOneIsNot) {
  launcher_.program = [](const process::LaunchSpec&) { return FakeProgram{steady_trace("0 8", 0, 1000), {}}; };
  settings_.go = "1.13";
  auto report = run();
  EXPECT_EQ(report.cells[0].checks[0].verdict.kind, verdict::VerdictKind::violated);
  EXPECT_EQ(report::exit_code(report, false), 0);
  settings_.go = "1.5";
  report = run();
  EXPECT_EQ(report::exit_code(report, false), 1);
  ASSERT_THAT(report.cells[0].checks[0].verdict.histogram, SizeIs(1));
  EXPECT_EQ(report.cells[0].checks[0].verdict.histogram[0].seen, "[0 8]");
}

TEST_F(CampaignTest, HoldingWhereTheFileSaysViolatedIsReported) {
  settings_.go = "1.13";
  EXPECT_EQ(report::exit_code(run(), false), 1);
}

TEST_F(CampaignTest, SkippedReleaseIsNotRunAndOnlySkippedIsNothingChecked) {
  settings_.go = "1.4";
  const auto report = run();
  EXPECT_EQ(report.cells[0].skipped_why, "another world");
  EXPECT_THAT(launcher_.launched, IsEmpty());
  EXPECT_THAT(toolchain_.fetched, IsEmpty());
  EXPECT_EQ(report::exit_code(report, false), 3);
}

TEST_F(CampaignTest, SkipsReleasesThatTheProgramIsNotFor) {
  std::ofstream(folder_ / "programs/spin/program.json") << R"({"go": ">=1.13", "why": "needs number literals"})";
  settings_.go = "1.5,1.13";
  const auto report = run();
  ASSERT_THAT(report.cells, SizeIs(2));
  EXPECT_EQ(report.cells[0].skipped_why, "the program is for Go >=1.13 only: needs number literals");
  EXPECT_EQ(report.cells[0].runs, 0);
  EXPECT_EQ(report.cells[1].skipped_why, "");
  EXPECT_FALSE(toolchain_.fetched.contains("1.5.4"));
}

TEST_F(CampaignTest, SkipsWhatNeedsMoreCpusThanThereAre) {
  std::ofstream(folder_ / "programs/spin/program.json") << R"({"cpus": 3, "why": "two show nothing"})";
  settings_.go = "1.5";
  EXPECT_EQ(run().cells[0].skipped_why, "the program is for 3 CPUs or more, and here are 2: two show nothing");
  EXPECT_THAT(launcher_.launched, IsEmpty());
  settings_.cpus = {0, 1, 2};
  EXPECT_EQ(run().cells[0].skipped_why, "");
}

TEST_F(CampaignTest, FetchesWhatIsNotInstalledBeforeItBuilds) {
  for (auto& release : toolchain_.listing.releases) release.installed = release.version.minor != 5;
  settings_.go = "1.5";
  const auto report = run();
  EXPECT_EQ(report.cells[0].runs, 10);
  EXPECT_EQ(toolchain_.fetched["1.5.4"], 1);
}

TEST_F(CampaignTest, CompileErrorIsThatReleasesOwn) {
  toolchain_.compile_errors["1.13.15"] = "./main.go:3:1: syntax error";
  settings_.go = "1.5,1.13";
  const auto report = run();
  ASSERT_THAT(report.cells, SizeIs(2));
  EXPECT_FALSE(report.cells[0].error);
  EXPECT_EQ(report.cells[0].runs, 10);
  ASSERT_TRUE(report.cells[1].error);
  EXPECT_THAT(report.cells[1].error->what, HasSubstr("syntax error"));
  EXPECT_EQ(report::exit_code(report, false), 3);
}

TEST_F(CampaignTest, UnknownReleaseIsAnErrorBesideTheOthers) {
  settings_.go = "1.5,1.99";
  const auto report = run();
  ASSERT_THAT(report.cells, SizeIs(1));
  EXPECT_EQ(report.cells[0].runs, 10);
  ASSERT_THAT(report.errors, SizeIs(1));
  EXPECT_THAT(report.errors[0].what, HasSubstr("1.99"));
  EXPECT_EQ(report::exit_code(report, false), 3);
}

TEST_F(CampaignTest, UnknownProgramNamesTheNearestAndItsPlace) {
  settings_.go = "1.5";
  std::string text = kSplit;
  text.replace(text.find("\"spin\""), 6, "\"spinn\"");
  const auto report = run(text);
  ASSERT_TRUE(report.cells[0].error);
  EXPECT_THAT(report.cells[0].error->where, HasSubstr("split.json:3:"));
  EXPECT_THAT(report.cells[0].error->hint, HasSubstr("did you mean \"spin\"?"));
}

TEST_F(CampaignTest, ProgramWithoutATraceIsAHarnessErrorAfterThreeRuns) {
  launcher_.program = [](const process::LaunchSpec&) {
    FakeProgram program{"panic: no\n", {}};
    program.record.code = 2;
    return program;
  };
  settings_.go = "1.5";
  const auto report = run();
  ASSERT_TRUE(report.cells[0].error);
  EXPECT_THAT(report.cells[0].error->what, HasSubstr("exited with code 2; its stderr begins: panic: no"));
  EXPECT_EQ(report.cells[0].runs, 3);
  EXPECT_EQ(report::exit_code(report, false), 3);
}

TEST_F(CampaignTest, ProgramThatCannotBeStartedIsAHarnessError) {
  launcher_.program = [](const process::LaunchSpec&) -> Result<FakeProgram> { return fail("no such file"); };
  settings_.go = "1.5";
  const auto report = run();
  ASSERT_TRUE(report.cells[0].error);
  EXPECT_EQ(report.cells[0].error->what, "no such file");
}

TEST_F(CampaignTest, StopsARunOnceItsChecksAreDecided) {
  launcher_.program = [](const process::LaunchSpec&) { return FakeProgram{steady_trace("4 4", 0, 100'000), {}}; };
  settings_.go = "1.5";
  const auto report = run();
  ASSERT_TRUE(report.cells[0].timeline);
  EXPECT_LE(report.cells[0].timeline->points.back().time, Millis(400));
  EXPECT_THAT(report.cells[0].endings, ::testing::ElementsAre("stopped once every check was decided: 10 runs"));
}

TEST_F(CampaignTest, InterleavesTheReleases) {
  settings_.go = "1.5,1.13";
  (void)run();
  ASSERT_GE(launcher_.launched.size(), 4U);
  for (std::size_t i = 0; i + 1 < 4; i += 2) {
    EXPECT_NE(launcher_.launched[i].argv[0], launcher_.launched[i + 1].argv[0]) << "one of each in every round";
  }
}

TEST_F(CampaignTest, InterruptKeepsFinishedRunsAndResumeRunsOnlyTheRest) {
  settings_.go = "1.5";
  interrupted_ = [this] { return launcher_.begun() >= 4; };
  const auto first = run();
  EXPECT_TRUE(first.interrupted);
  EXPECT_EQ(report::exit_code(first, false), 130);
  EXPECT_EQ(stored_runs(), 4U);

  interrupted_ = [] { return false; };
  launcher_.launched.clear();
  settings_.resume = true;
  const auto second = run();
  EXPECT_THAT(launcher_.launched, SizeIs(6));
  EXPECT_EQ(second.cells[0].runs, 10);
  EXPECT_EQ(second.context.campaign, first.context.campaign);
  EXPECT_EQ(second.cells[0].checks[0].verdict.kind, verdict::VerdictKind::holds);
}

TEST_F(CampaignTest, RunThatTheInterruptCutShortIsNotKept) {
  settings_.go = "1.5";
  std::atomic<bool> asked = false;
  interrupted_ = [&] { return asked.load(); };
  launcher_.program = [&](const process::LaunchSpec&) {
    FakeProgram program{steady_trace("9 9", 0, 100), {}};
    program.record.ending = process::Ending::interrupted;
    asked = true;
    return program;
  };
  EXPECT_EQ(run().cells[0].runs, 0);
  EXPECT_EQ(stored_runs(), 0U);
}

TEST_F(CampaignTest, ResumeWithAnotherPlanStartsAnew) {
  settings_.go = "1.5";
  interrupted_ = [this] { return launcher_.begun() >= 4; };
  (void)run();
  interrupted_ = [] { return false; };
  settings_.resume = true;
  settings_.go = "1.13";
  EXPECT_EQ(run().cells[0].runs, 10);
}

TEST_F(CampaignTest, ResumeOfACompleteCampaignRunsNothingAndReportsItAgain) {
  settings_.go = "1.5";
  const auto first = run();
  const auto begun = launcher_.begun();
  settings_.resume = true;
  const auto again = run();
  EXPECT_EQ(launcher_.begun(), begun);
  EXPECT_EQ(again.cells[0].runs, first.cells[0].runs);
  EXPECT_EQ(again.cells[0].checks[0].verdict.kind, first.cells[0].checks[0].verdict.kind);
}

TEST_F(CampaignTest, MalformedFileIsAnErrorOfTheReport) {
  const auto report = run("{\n  \"title\": 3\n}");
  EXPECT_THAT(report.errors, ::testing::Not(IsEmpty()));
  EXPECT_EQ(report::exit_code(report, false), 3);
}

}  // namespace
}  // namespace schedlitmus::campaign
