#include "campaign/stored_campaign.hpp"

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>

#include "campaign/campaign.hpp"
#include "campaign_fixture.hpp"
#include "fakes.hpp"
#include "report/writers.hpp"
#include "source_dir.hpp"
#include "store/merge.hpp"

namespace schedlitmus::campaign {
namespace {

namespace fs = std::filesystem;
using expectation::OutcomeKind;
using schedlitmus::testing::FakeLauncher;
using schedlitmus::testing::FakeProgram;
using schedlitmus::testing::FakeToolchain;
using schedlitmus::testing::steady_trace;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string expectation_text(const std::string& checks, const std::string& title = "four wait on each P") {
  return R"({"title": ")" + title + R"(",
  "scenario": {"program": "spin", "go": ">=1.4", "gomaxprocs": [2], "trace": {"period": "50ms"}, "deadline": "5s"},
  "checks": [)" +
         checks + R"(],
  "releases": [{"go": "1.13", "why": "timers fire late", "violated": ["split"]}, {"go": "<1.5", "skip": "another world"}]
})";
}

constexpr const char* kSplit =
    R"({"id": "split", "at": "300ms", "within": "50ms", "field": "local_queues", "equals": [4, 4]})";
constexpr const char* kLater = R"({"id": "later", "at": "800ms", "within": "50ms", "field": "runqueue", "equals": 0})";
constexpr const char* kAlways = R"({"id": "always", "always": true, "from": "0ms", "field": "runqueue", "equals": 0})";

class StoredCampaignTest : public CampaignFixture {
 protected:
  StoredCampaignTest() {
    settings_.go = "1.4,1.5,1.13";
    settings_.command = "schedlitmus run";
    settings_.store_path = db();
    launcher_.program = [this](const process::LaunchSpec&) {
      // Not all alike: the order of the runs matters.
      const bool missed = ++launched_ % 7 == 0;
      FakeProgram program{steady_trace(missed ? "0 8" : "4 4", 0, 1000), {}};
      program.record.wall = std::chrono::milliseconds(350);
      return program;
    };
  }

  [[nodiscard]] std::string db(const std::string& name = "store.db") const { return (folder_ / name).string(); }

  report::Report run(const std::string& text = expectation_text(kSplit)) {
    auto store = store::Store::open(settings_.store_path);
    auto report = campaign::run(load(text), settings_, {launcher_, toolchain_, *store, interrupted_}, {});
    EXPECT_TRUE(report.has_value());
    return *report;
  }

  [[nodiscard]] report::Report stored(const std::string& path, std::optional<std::int64_t> campaign = {}) const {
    const auto store = store::Store::open_to_read(path);
    auto report = report_stored({*store, path, campaign});
    EXPECT_TRUE(report.has_value()) << to_string(report.error());
    return report ? *report : report::Report{};
  }

  [[nodiscard]] Rechecked recheck(const std::optional<expectation::Loaded>& with = {}) const {
    const auto store = store::Store::open_to_read(db());
    auto checked = check_stored({*store, db(), {}}, with ? &*with : nullptr, "schedlitmus check --stored");
    EXPECT_TRUE(checked.has_value()) << to_string(checked.error());
    return checked ? *checked : Rechecked{};
  }

  FakeToolchain toolchain_{{"1.4.3", "1.5.4", "1.13.15"}};
  FakeLauncher launcher_;
  std::atomic<int> launched_ = 0;
  std::function<bool()> interrupted_ = [] { return false; };
};

TEST_F(StoredCampaignTest, ReportIsTheOneThatRunGave) {
  const auto report = run();
  EXPECT_EQ(report::to_json(stored(db())), report::to_json(report));
  EXPECT_EQ(report::to_terminal(stored(db()), {}), report::to_terminal(report, {}));
}

TEST_F(StoredCampaignTest, AFixedTestTakesAsManyRunsAsItWasAskedFor) {
  settings_.fixed_runs = 12;
  settings_.confidence = 0.9;
  settings_.go = "1.5";
  const auto report = run();
  ASSERT_THAT(report.cells, SizeIs(1));
  EXPECT_EQ(report.cells[0].runs, 12);
  const auto& verdict = report.cells[0].checks[0].verdict;
  EXPECT_EQ(verdict.held + verdict.missed, 12);
  EXPECT_EQ(verdict.confidence, 0.9);
  EXPECT_THAT(report.cells[0].reproduce, HasSubstr("--fixed 12 --confidence 0.9"));
  EXPECT_EQ(report::to_json(stored(db())), report::to_json(report));
}

TEST_F(StoredCampaignTest, AnExplanationHasEveryRunAndEndsWhereTheVerdictDid) {
  settings_.explain = true;
  const auto report = run();
  const auto store = store::Store::open_to_read(db());
  const auto again = report_stored({*store, db(), {}, true});
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(report::to_json(*again), report::to_json(report));
  EXPECT_EQ(std::ranges::count_if(report.cells, &report::is_checked), 2);
  for (const auto& cell : report.cells) {
    if (!report::is_checked(cell)) continue;
    const auto& check = cell.checks.at(0);
    ASSERT_TRUE(check.walk.has_value());
    EXPECT_EQ(check.walk->steps.size(), static_cast<std::size_t>(cell.runs));
    const auto counted = std::ranges::count(check.walk->steps, "counted", &report::WalkStep::taken);
    EXPECT_EQ(counted, check.verdict.held + check.verdict.missed);
    const double end = check.walk->steps.back().value;
    if (check.verdict.kind == verdict::VerdictKind::holds) {
      EXPECT_LE(end, check.walk->holds);
    } else if (check.verdict.kind == verdict::VerdictKind::violated) {
      EXPECT_GE(end, check.walk->violated);
    }
  }
}

TEST_F(StoredCampaignTest, ACheckThatFailsShowsTheSamplesThatMissedFirst) {
  settings_.go = "1.5";
  launcher_.program = [this](const process::LaunchSpec&) {
    FakeProgram program{steady_trace(++launched_ == 1 ? "4 4" : "0 8", 0, 1000), {}};
    program.record.wall = std::chrono::milliseconds(350);
    return program;
  };
  const auto report = run();
  const auto& check = report.cells.at(0).checks.at(0);
  EXPECT_EQ(check.verdict.kind, verdict::VerdictKind::violated);
  ASSERT_THAT(check.samples, SizeIs(3));
  EXPECT_FALSE(check.samples[0].held);
  EXPECT_THAT(check.samples[0].line, HasSubstr("SCHED 300ms: gomaxprocs=2"));
  EXPECT_THAT(check.samples[0].line, HasSubstr("[0 8]"));
}

TEST_F(StoredCampaignTest, ADistributionIsJudgedFromTheNumbersThatAreKept) {
  settings_.go = "1.5";
  const auto report = run(expectation_text(
      R"({"id": "split", "class": "distribution", "at": "300ms", "within": "50ms", "field": "runqueue",
          "reference": {"runs": [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "go": "1.5.4"}})"));
  const auto& verdict = report.cells.at(0).checks.at(0).verdict;
  EXPECT_EQ(verdict.kind, verdict::VerdictKind::holds);
  EXPECT_EQ(report.cells[0].runs, 20);
  EXPECT_EQ(report::to_json(stored(db())), report::to_json(report));
}

TEST_F(StoredCampaignTest, ReportHasTheErrorsAndSettingsOfTheRun) {
  settings_.go = "1.5,1.13,1.99";
  settings_.godebug = {{"gctrace", "1"}};
  settings_.effort = Effort::quick;
  toolchain_.compile_errors["1.13.15"] = "./main.go:3:1: syntax error";
  const auto report = run();
  ASSERT_THAT(report.errors, SizeIs(1));
  EXPECT_EQ(report::to_json(stored(db())), report::to_json(report));
  EXPECT_EQ(report::exit_code(stored(db()), false), 3);
}

TEST_F(StoredCampaignTest, ReportOfAnInterruptedRunSaysSo) {
  interrupted_ = [this] { return launched_ >= 4; };
  const auto report = run();
  EXPECT_TRUE(report.interrupted);
  EXPECT_EQ(report::to_json(stored(db())), report::to_json(report));
}

TEST_F(StoredCampaignTest, ReportOfAMalformedFileSaysSo) {
  const auto report = run("{\"title\": 3}");
  EXPECT_FALSE(report.errors.empty());
  EXPECT_EQ(report::to_json(stored(db())), report::to_json(report));
}

TEST_F(StoredCampaignTest, ReportOfSeveralCampaignsIsTheNewestOrTheOneAskedFor) {
  const auto first = run();
  const auto second = run(expectation_text(kSplit, "again"));
  EXPECT_EQ(report::to_json(stored(db())), report::to_json(second));
  EXPECT_EQ(report::to_json(stored(db(), 1)), report::to_json(first));
  const auto store = store::Store::open_to_read(db());
  EXPECT_EQ(report_stored({*store, db(), 9}).error().what, "there is no campaign 9");
}

TEST_F(StoredCampaignTest, ReportOfAStoreOfSchemaOneIsMade) {
  const auto path = db("old.db");
  fs::copy_file(source_dir() / "tests/unit/store/fixtures/schema_1.db", path);
  const auto report = stored(path, 1);
  ASSERT_THAT(report.cells, SizeIs(4));
  EXPECT_EQ(report.cells[0].skipped_why, "the expectation is about Go >=1.4 only");
  EXPECT_THAT(report.releases, ::testing::ElementsAre("1.3.3", "1.5.4", "1.13.15", "1.27.4"));
  EXPECT_EQ(report.cells[1].checks[0].verdict.held, 8);
  EXPECT_THAT(report.cells[2].checks[0].replaced_why, HasSubstr("since 1.10 each P has timers"));
  EXPECT_EQ(report.cells[3].checks[0].verdict.missed, 3);
  EXPECT_EQ(report::exit_code(report, false), 0);
}

TEST_F(StoredCampaignTest, ShardsOfAPlanMakeOneReport) {
  auto& path = settings_.store_path;
  std::vector<std::string> shards;
  std::uint64_t runs = 0;
  for (int index = 1; index <= 2; ++index) {
    path = db("shard" + std::to_string(index) + ".db");
    settings_.shard = {index, 2};
    runs += report::totals(run()).runs;
    shards.push_back(path);
  }
  ASSERT_TRUE(store::merge(db("all.db"), {shards[0]}).has_value());
  const auto half = stored(db("all.db"));
  ASSERT_THAT(half.errors, SizeIs(1));
  EXPECT_EQ(half.errors[0].what, "the plan is not whole: shard 2/2 is not in the store");

  ASSERT_TRUE(store::merge(db("all.db"), shards).has_value());
  const auto whole = stored(db("all.db"));
  EXPECT_TRUE(whole.errors.empty());
  EXPECT_THAT(whole.releases, ::testing::ElementsAre("1.4.3", "1.5.4", "1.13.15"));
  EXPECT_THAT(whole.cells, SizeIs(3));
  EXPECT_EQ(report::totals(whole).runs, runs);
  EXPECT_THAT(stored(db("all.db"), 1).cells, SizeIs(::testing::Lt(3)));
}

TEST_F(StoredCampaignTest, RecheckWithTheSameExpectationGivesTheSameOutcomes) {
  const auto report = run(expectation_text(std::string(kSplit) + "," + kLater));
  auto checked = recheck();
  EXPECT_EQ(checked.runs, static_cast<int>(report::totals(report).runs));
  EXPECT_EQ(checked.changed, 0);
  checked.report.context.command = report.context.command;
  EXPECT_EQ(report::to_json(checked.report), report::to_json(report));
}

TEST_F(StoredCampaignTest, RecheckOfTheEndOfRunsGivesTheSameOutcomes) {
  launcher_.program = [](const process::LaunchSpec&) { return FakeProgram{"panic: no\n", {}, "measure: served=7\n"}; };
  settings_.go = "1.5";
  const auto report = run(expectation_text(
      R"({"id": "split", "measure": "served", "min": 5}, {"id": "died", "outcome": "fatal_error", "equals": "panic: no"},
         {"id": "ends", "outcome": "exit_status", "equals": 0})"));
  ASSERT_THAT(report.cells.at(0).checks, SizeIs(3));
  for (const auto& check : report.cells.at(0).checks) EXPECT_EQ(check.verdict.kind, verdict::VerdictKind::holds);
  const auto checked = recheck();
  EXPECT_GT(checked.runs, 0);
  EXPECT_EQ(checked.changed, 0);
  EXPECT_EQ(checked.report.cells.at(0).checks.at(0).verdict.histogram.at(0).seen, "7");
}

TEST_F(StoredCampaignTest, LeavesTheEndOfARunOpenThatWasStoppedBeforeIt) {
  settings_.go = "1.5";
  (void)run(expectation_text(kSplit));
  const auto checked = recheck(load(expectation_text(R"({"id": "split", "outcome": "exit_status", "equals": 0})")));
  const auto& verdict = checked.report.cells.at(0).checks.at(0).verdict;
  EXPECT_EQ(verdict.held + verdict.missed, 0);
  EXPECT_THAT(verdict.reason, ::testing::HasSubstr("the run was stopped after"));
}

TEST_F(StoredCampaignTest, RecheckOfRealRunsGivesTheSameOutcomes) {
  fs::copy_file(source_dir() / "tests/unit/store/fixtures/schema_1.db", db());
  const auto store = store::Store::open_to_read(db());
  for (const std::int64_t campaign : {1, 2}) {
    auto checked = check_stored({*store, db(), campaign}, nullptr, "schedlitmus run");
    ASSERT_TRUE(checked.has_value());
    EXPECT_GT(checked->runs, 0);
    EXPECT_EQ(checked->changed, 0);
  }
}

TEST_F(StoredCampaignTest, RecheckWithANewExpectationJudgesTheStoredRuns) {
  (void)run();
  const auto with = load(expectation_text(
      R"({"id": "split", "at": "300ms", "within": "50ms", "field": "local_queues", "equals": [9, 9]})"));
  const auto checked = recheck(with);
  ASSERT_THAT(checked.report.cells, SizeIs(3));
  EXPECT_EQ(checked.report.cells[1].checks[0].verdict.kind, verdict::VerdictKind::violated);
  EXPECT_GT(checked.changed, 0);
  EXPECT_EQ(report::exit_code(checked.report, false), 1);
}

TEST_F(StoredCampaignTest, RecheckFindsRunsOfTheSameProgramUnderAnotherName) {
  (void)run();
  const auto other = recheck(load(expectation_text(kSplit), "other"));
  ASSERT_THAT(other.report.expectations, SizeIs(1));
  EXPECT_EQ(other.report.expectations[0].name, "other");
  EXPECT_GT(other.report.cells[1].runs, 0);
  EXPECT_THAT(other.report.cells[1].reproduce, HasSubstr("check --stored"));

  auto text = expectation_text(kSplit);
  text.replace(text.find("spin"), 4, "spun");
  const auto none = recheck(load(text, "third"));
  ASSERT_THAT(none.report.errors, SizeIs(1));
  EXPECT_EQ(none.report.errors[0].what, "the store has no run of \"spun\" with these settings");
  EXPECT_EQ(report::exit_code(none.report, false), 3);
}

TEST_F(StoredCampaignTest, RecheckOfRunsThatWereStoppedDoesNotInventWhatCameLater) {
  (void)run();
  const auto checked = recheck(load(expectation_text(std::string(kSplit) + "," + kLater + "," + kAlways)));
  ASSERT_THAT(checked.report.cells, SizeIs(3));
  ASSERT_THAT(checked.report.cells[1].checks, SizeIs(3));
  for (const auto& check : checked.report.cells[1].checks) {
    if (check.id == "split") continue;
    EXPECT_EQ(check.verdict.kind, verdict::VerdictKind::inconclusive) << check.id;
    ASSERT_FALSE(check.verdict.examples.empty());
    EXPECT_EQ(check.verdict.examples[0].reason,
              "the run was stopped after 350ms, when the checks of that time were decided");
  }
}

TEST_F(StoredCampaignTest, RecheckSeesTheLastMegabyteOfALongStream) {
  launcher_.program = [](const process::LaunchSpec&) {
    auto text = steady_trace("4 4", 0, 300);
    const std::string words = "a line of the program's own, of which there are many\n";
    while (text.size() < 24U << 20U) text += words;
    const auto end = steady_trace("4 4", 7, 1000);
    text += end.substr(end.find("SCHED 350ms"));
    FakeProgram program{text, {}};
    program.record.wall = std::chrono::milliseconds(1000);
    return program;
  };
  settings_.go = "1.5";
  settings_.fixed_runs = 2;
  const std::string late = R"({"id": "split", "at": "900ms", "within": "50ms", "field": "runqueue", "equals": 7})";
  const auto report = run(expectation_text(late));
  EXPECT_EQ(report.cells.at(0).checks.at(0).verdict.held, 2);
  const auto checked = recheck();
  EXPECT_EQ(checked.report.cells.at(0).checks.at(0).verdict.held, 2);
  const auto now = recheck(load(expectation_text(std::string(late) + R"(,
      {"id": "late", "at": "800ms", "within": "50ms", "field": "local_queues", "equals": [4, 4]})")));
  EXPECT_EQ(now.report.cells.at(0).checks.at(1).verdict.held, 2);
}

TEST_F(StoredCampaignTest, OfALongStreamSoMuchIsKeptAsIsAskedFor) {
  settings_.most_kept = 700;
  settings_.go = "1.5";
  (void)run(expectation_text(std::string(kSplit) + "," + kLater));
  const auto store = store::Store::open_to_read(db());
  const auto stored = store->run(1);
  EXPECT_TRUE((*stored)->err.cut());
  EXPECT_LE((*stored)->err.bytes(), 700U);
  const auto checked = recheck();
  EXPECT_THAT(checked.report.cells.at(0).checks.at(1).verdict.examples.at(0).reason, HasSubstr("only the first"));
}

TEST_F(StoredCampaignTest, RecheckOfACutStreamSaysSo) {
  (void)run();
  SQLite::Database(db(), SQLite::OPEN_READWRITE).exec("UPDATE run_stream SET cut = 1 WHERE stream = 'stderr'");
  const auto checked = recheck(load(expectation_text(std::string(kSplit) + "," + kAlways)));
  ASSERT_THAT(checked.report.cells, SizeIs(3));
  const auto& cell = checked.report.cells[1];
  EXPECT_GT(cell.checks[0].verdict.held, 0) << "decided by what is kept";
  EXPECT_EQ(cell.checks[1].verdict.held, 0);
  EXPECT_THAT(cell.checks[1].verdict.examples.at(0).reason,
              ::testing::MatchesRegex("only the first [0-9.]+ k?B of its stderr are kept"));
}

}  // namespace
}  // namespace schedlitmus::campaign
