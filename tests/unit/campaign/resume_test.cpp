// A campaign that is resumed after its program or its Go was changed.
#include "campaign/resume.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "campaign/campaign.hpp"
#include "campaign/stored_campaign.hpp"
#include "campaign_fixture.hpp"
#include "fakes.hpp"
#include "report/writers.hpp"

namespace schedlitmus::campaign {
namespace {

using schedlitmus::testing::FakeLauncher;
using schedlitmus::testing::FakeProgram;
using schedlitmus::testing::FakeToolchain;
using schedlitmus::testing::steady_trace;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kSplit = R"({
  "title": "four wait on each P",
  "scenario": {"program": "spin", "go": ">=1.4", "gomaxprocs": [2], "trace": {"period": "50ms"}, "deadline": "5s"},
  "checks": [{"id": "split", "at": "300ms", "within": "50ms", "field": "local_queues", "equals": [4, 4]}]
})";

class Resume : public CampaignFixture {
 protected:
  Resume() {
    settings_.store_path = (folder_ / "store.db").string();
    settings_.go = "1.5,1.13";
    launcher_.program = [this](const process::LaunchSpec&) {
      ++launched_;
      return FakeProgram{steady_trace("4 4", 0, 1000), {}};
    };
  }

  /// Until so many runs have been launched; `command` as the user typed it.
  report::Report run(const std::string& command, int launches = 1000) {
    said_.clear();
    launched_ = 0;
    settings_.command = command;
    auto store = store::Store::open(settings_.store_path);
    const auto report =
        campaign::run(load(kSplit), settings_, {launcher_, toolchain_, *store, [&] { return launched_ >= launches; }},
                      [this](const Progress& progress) {
                        if (progress.stays) said_.push_back(progress.doing);
                      });
    settings_.resume = true;
    EXPECT_TRUE(report.has_value());
    return *report;
  }

  [[nodiscard]] report::Report stored() const {
    const auto store = store::Store::open_to_read(settings_.store_path);
    return *report_stored({*store, settings_.store_path, {}});
  }

  static std::vector<int> superseded(const report::Report& report) {
    std::vector<int> all;
    for (const auto& cell : report.cells) all.push_back(cell.superseded);
    return all;
  }

  FakeToolchain toolchain_{{"1.5.4", "1.13.15"}};
  FakeLauncher launcher_;
  std::atomic<int> launched_ = 0;  ///< by the threads of the runs
  std::vector<std::string> said_;
};

TEST_F(Resume, RunsOfAProgramThatWasChangedAreMadeAgain) {
  (void)run("first", 6);
  toolchain_.program = "2b";
  const auto report = run("second");
  EXPECT_THAT(said_, Contains("program spin changed since campaign 1: its 6 runs no longer count and are made again"));
  EXPECT_THAT(said_, Contains("resuming campaign 1: 0 finished runs are kept"));
  EXPECT_EQ(launched_, 20);
  EXPECT_EQ(report.cells[0].runs, 10);
  EXPECT_EQ(report::totals(report).superseded, 6U);
  EXPECT_THAT(report::to_terminal(report, {}), HasSubstr("20 runs; 6 before a change of the program do not count"));
  EXPECT_EQ(report::to_json(stored()), report::to_json(report));
}

TEST_F(Resume, OfAGoThatWasRebuiltInPlaceOnlyItsOwnRuns) {
  toolchain_.tools["1.13.15"] = "01";
  const auto first = run("first", 6);
  toolchain_.tools["1.13.15"] = "02";
  const auto report = run("second");
  EXPECT_THAT(superseded(report), ElementsAre(0, first.cells[1].runs));
  EXPECT_GT(first.cells[1].runs, 0);
  EXPECT_THAT(said_, Contains(HasSubstr("what builds spin with Go 1.13.15 changed since campaign 1")));
  EXPECT_EQ(launched_, 20 - first.cells[0].runs);
}

TEST_F(Resume, ACellThatWasCompleteIsMadeAgainToo) {
  settings_.go = "1.5";
  (void)run("first", 10);
  toolchain_.program = "2b";
  EXPECT_EQ(run("second").cells[0].runs, 10);
  EXPECT_EQ(launched_, 10);
}

TEST_F(Resume, SaysOnceThatAProgramWasChanged) {
  (void)run("first", 6);
  toolchain_.program = "2b";
  (void)run("second", 4);
  const auto report = run("third");
  EXPECT_THAT(said_, ElementsAre("resuming campaign 1: 4 finished runs are kept"));
  EXPECT_EQ(launched_, 16);
  EXPECT_EQ(report::totals(report).superseded, 6U);
}

TEST_F(Resume, TheSameBuildIsTakenUpAndTheReportIsTheFirstOnes) {
  const auto first = run("first", 6);
  const auto report = run("second");
  EXPECT_EQ(launched_, 14);
  EXPECT_THAT(superseded(report), ElementsAre(0, 0));
  EXPECT_EQ(report.context.command, "first");
  EXPECT_EQ(report.cells[0].reproduce, first.cells[0].reproduce);
  EXPECT_GE(report.execution->wall, first.execution->wall) << "both sessions together";
  EXPECT_EQ(report::to_json(stored()), report::to_json(report));
}

TEST_F(Resume, ACompleteCellNeedsNoBuildAnyMore) {
  settings_.go = "1.5";
  (void)run("first", 10);
  toolchain_.compile_errors["1.5.4"] = "no network";
  const auto report = run("second");
  EXPECT_FALSE(report.cells[0].error.has_value());
  EXPECT_EQ(report.cells[0].runs, 10);
}

TEST(Changes, AreOnlyWhereBothAreKnown) {
  EXPECT_FALSE(is_change("", "a"));
  EXPECT_FALSE(is_change("a", ""));
  EXPECT_FALSE(is_change("a", "a"));
  EXPECT_TRUE(is_change("a", "a+b"));
  EXPECT_THAT(describe_changes({{"load", "1.5", false, 0}}, 3), IsEmpty()) << "none had been made";
  EXPECT_THAT(describe_changes({{"load", "1.5", false, 1}}, 3),
              ElementsAre("program load changed since campaign 3: its 1 run no longer counts and is made again"));
}

}  // namespace
}  // namespace schedlitmus::campaign
