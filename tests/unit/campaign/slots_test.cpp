// Runs that go on at the same time: with a launcher that only pretends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <thread>

#include "campaign/campaign.hpp"
#include "campaign_fixture.hpp"
#include "fakes.hpp"
#include "verdict/judge.hpp"

namespace schedlitmus::campaign {
namespace {

using schedlitmus::testing::FakeToolchain;
using schedlitmus::testing::steady_trace;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// Takes a moment for each run and watches who has which CPU meanwhile.
class WatchingLauncher final : public process::Launcher {
 public:
  std::function<process::RunRecord(const process::LaunchSpec&, int run)> record;
  std::function<std::string(const process::LaunchSpec&, int run)> trace;

  Result<process::RunRecord> run(const process::LaunchSpec& spec, process::Observer& observer) override {
    const int number = begin(spec);
    std::this_thread::sleep_for(std::chrono::milliseconds(1 + number % 3));
    const auto text = trace ? trace(spec, number) : steady_trace("4 4", 0, 1000);
    for (std::size_t at = 0; at < text.size() && !observer.enough();) {
      const auto end = text.find('\n', at) + 1;
      const auto line = std::string_view(text).substr(at, end - at);
      spec.capture == process::Capture::messages ? observer.on_stderr_message(7, line) : observer.on_stderr(line);
      at = end;
    }
    const std::scoped_lock lock(mutex_);
    for (const int cpu : spec.cpus) in_use_.erase(cpu);
    --running_;
    auto answer = record ? record(spec, number) : process::RunRecord{};
    if (answer.wall.count() == 0) answer.wall = std::chrono::milliseconds(1);
    return answer;
  }

  /// While runs go on.
  [[nodiscard]] std::size_t begun() {
    const std::scoped_lock lock(mutex_);
    return launched.size();
  }

  std::vector<process::LaunchSpec> launched;
  int most_at_once = 0;
  bool shared_a_cpu = false;

 private:
  int begin(const process::LaunchSpec& spec) {
    const std::scoped_lock lock(mutex_);
    for (const int cpu : spec.cpus) shared_a_cpu = !in_use_.insert(cpu).second || shared_a_cpu;
    most_at_once = std::max(most_at_once, ++running_);
    launched.push_back(spec);
    return static_cast<int>(launched.size());
  }

  std::mutex mutex_;
  std::set<int> in_use_;
  int running_ = 0;
};

class Slots : public CampaignFixture {
 protected:
  Slots() {
    settings_.go = "1.5,1.9,1.13";
    settings_.cpus = {0, 1, 2, 3};
  }

  static std::string text(const std::string& scenario = R"("gomaxprocs": [2])", const std::string& check = "") {
    return R"({"title": "t", "scenario": {"program": "spin", "go": ">=1.4", "trace": {"period": "50ms"}, )" + scenario +
           R"(}, "checks": [{"id": "split", )" +
           (check.empty() ? R"("at": "300ms", "within": "50ms", "field": "local_total", "equals": 8)" : check) + "}]}";
  }

  report::Report run(const std::string& expectation, const std::string& store_name = "store.db") {
    const auto loaded = load(expectation, "e");
    EXPECT_THAT(loaded.errors, ::testing::IsEmpty());
    auto store = store::Store::open((folder_ / store_name).string());
    auto report = campaign::run(loaded, settings_, {launcher_, toolchain_, *store, interrupted_}, {});
    EXPECT_TRUE(report.has_value());
    const auto latest = store->latest();
    runs_ = *store->runs((*latest)->id);
    return *report;
  }

  FakeToolchain toolchain_{{"1.5.4", "1.9.7", "1.13.15"}};
  WatchingLauncher launcher_;
  std::function<bool()> interrupted_ = [] { return false; };
  std::vector<store::Run> runs_;
};

TEST_F(Slots, AsManyRunsAtOnceAsDisjointCpusFit) {
  const auto report = run(text());
  EXPECT_EQ(launcher_.most_at_once, 2);
  EXPECT_FALSE(launcher_.shared_a_cpu);
  for (const auto& spec : launcher_.launched) EXPECT_THAT(spec.cpus, SizeIs(2));
  ASSERT_THAT(report.cells, SizeIs(3));
  for (const auto& cell : report.cells) {
    EXPECT_EQ(cell.checks[0].verdict.kind, verdict::VerdictKind::holds);
    EXPECT_LE(cell.runs, 11) << "runs under way when the verdict came";
  }
  ASSERT_TRUE(report.execution.has_value());
  EXPECT_EQ(report.execution->at_once, 2);
  EXPECT_EQ(report.execution->taken, 2 * report.execution->programs) << "two CPUs each";
  EXPECT_EQ(runs_.size(), launcher_.launched.size()) << "every run is stored";
  std::set<int> slots;
  for (const auto& stored : runs_) slots.insert(stored.slot);
  EXPECT_EQ(slots, (std::set<int>{1, 2}));
}

TEST_F(Slots, SettingsOfDifferentWidthMix) {
  (void)run(text(R"("gomaxprocs": [1, 2, 16])"));
  EXPECT_FALSE(launcher_.shared_a_cpu);
  EXPECT_GE(launcher_.most_at_once, 2);
  int wide_ones = 0;
  for (const auto& spec : launcher_.launched) {
    const bool wide = std::ranges::find(spec.env, "GOMAXPROCS=16") != spec.env.end();
    EXPECT_EQ(spec.cpus.size() == 4, wide);
    wide_ones += wide ? 1 : 0;
  }
  EXPECT_GT(wide_ones, 0);
}

TEST_F(Slots, NumberOfJobsLimitsThem) {
  settings_.jobs = 1;
  const auto report = run(text(R"("gomaxprocs": [1])"));
  EXPECT_EQ(launcher_.most_at_once, 1);
  EXPECT_THAT(report.execution->harness_cpus, ElementsAre(1, 2, 3));
}

TEST_F(Slots, OneSlotStartsInTheSameOrderForTheSameSeed) {
  settings_.jobs = 1;
  const auto order = [this] {
    launcher_.launched.clear();
    (void)run(text());
    std::vector<std::string> programs;
    for (const auto& spec : launcher_.launched) programs.push_back(spec.argv[0]);
    return programs;
  };
  const auto first = order();
  EXPECT_EQ(first, order());
  settings_.seed = 2;
  EXPECT_NE(first, order());
}

TEST_F(Slots, OutcomesCountInTheOrderOfTheStarts) {
  // Misses end at once and holds take longer: by the order of the ends the misses would come first.
  launcher_.trace = [](const process::LaunchSpec&, int run) {
    return steady_trace(run % 4 == 0 ? "0 0" : "4 4", 0, 1000);
  };
  settings_.go = "1.5";
  const auto report = run(text());
  std::ranges::sort(runs_, {}, &store::Run::turn);
  verdict::Judge judge(expectation::parse(text(), "e.json", "e")->checks[0], {});
  for (const auto& stored : runs_) judge.add(stored.outcomes[0]);
  EXPECT_EQ(report.cells[0].checks[0].verdict.held, judge.verdict().held);
  EXPECT_EQ(report.cells[0].checks[0].verdict.kind, judge.verdict().kind);
}

TEST_F(Slots, VariantsAreCellsOfTheirOwn) {
  settings_.go = "1.5";
  settings_.vary_godebug = {{"asyncpreemptoff", {"0", "1"}}};
  const auto report = run(
      text(R"("gomaxprocs": [2], "variants": [{"name": "a"}, {"name": "b", "args": ["-n"], "godebug": {"x": "1"}}])"));
  std::vector<std::string> names;
  for (const auto& cell : report.cells) names.push_back(cell.variant);
  EXPECT_THAT(names,
              ElementsAre("a,asyncpreemptoff=0", "a,asyncpreemptoff=1", "b,asyncpreemptoff=0", "b,asyncpreemptoff=1"));
  EXPECT_THAT(report::groups(report), SizeIs(4));
  std::set<std::string> stored;
  for (const auto& kept : runs_) stored.insert(kept.variant + " " + kept.godebug);
  EXPECT_THAT(stored, Contains("b,asyncpreemptoff=1 schedtrace=50,asyncpreemptoff=1,x=1"));
  EXPECT_THAT(stored, SizeIs(4));
}

TEST_F(Slots, ShardsTogetherRunEachCellOnce) {
  std::multiset<std::string> cells;
  for (int index = 1; index <= 2; ++index) {
    settings_.shard = {index, 2};
    for (const auto& cell : run(text(R"("gomaxprocs": [1, 2])"), std::to_string(index) + ".db").cells) {
      cells.insert(cell.release + " " + std::to_string(cell.gomaxprocs));
    }
  }
  EXPECT_EQ(cells, (std::multiset<std::string>{"1.5.4 1", "1.5.4 2", "1.9.7 1", "1.9.7 2", "1.13.15 1", "1.13.15 2"}));
}

TEST_F(Slots, ResumeTakesUpVariantsAndShards) {
  settings_.vary_godebug = {{"asyncpreemptoff", {"0", "1"}}};
  settings_.shard = {1, 2};
  interrupted_ = [this] { return launcher_.begun() >= 8; };
  (void)run(text());
  const auto before = runs_.size();
  EXPECT_GE(before, 8U);
  interrupted_ = [] { return false; };
  settings_.resume = true;
  const auto report = run(text());
  EXPECT_GT(runs_.size(), before);
  EXPECT_THAT(report.cells, SizeIs(3)) << "half of three releases with two settings each";
  for (const auto& cell : report.cells) EXPECT_LE(cell.runs, 11);
}

process::RunRecord busy(double foreign) {
  process::RunRecord record;
  record.wall = std::chrono::seconds(1);
  record.noise.foreign_cpu_share = foreign;
  return record;
}

TEST_F(Slots, ABusyHostMakesVerdictsInconclusiveAndEnds) {
  launcher_.trace = [](const process::LaunchSpec&, int) { return steady_trace("0 0", 0, 1000); };
  launcher_.record = [](const process::LaunchSpec&, int) { return busy(0.48); };
  const auto report = run(text());
  ASSERT_THAT(report.cells, SizeIs(3));
  for (const auto& cell : report.cells) {
    const auto& check = cell.checks[0];
    EXPECT_EQ(check.verdict.kind, verdict::VerdictKind::inconclusive);
    EXPECT_THAT(check.verdict.reason, HasSubstr("host noise: "));
    EXPECT_THAT(check.verdict.reason, HasSubstr("47 % in the median, 47 % at most (limit 10 %"));
    ASSERT_TRUE(check.with_excluded.has_value());
    EXPECT_EQ(check.with_excluded->kind, verdict::VerdictKind::violated);
    EXPECT_LE(cell.runs, 10);
    ASSERT_TRUE(cell.noise.has_value());
    EXPECT_EQ(cell.noise->excluded, cell.runs);
  }
  EXPECT_EQ(report::exit_code(report, false), 2);
  EXPECT_FALSE(runs_.front().counts);
  EXPECT_EQ(runs_.front().excluded_why, "others used 47 % of its CPUs (limit 10 %)");
}

TEST_F(Slots, NoiseOfAnyAmountIsBoundedInRuns) {
  for (int share = 0; share <= 10; ++share) {
    launcher_.launched.clear();
    launcher_.record = [share](const process::LaunchSpec&, int run) { return busy(run * 7 % 10 < share ? 0.5 : 0.01); };
    const auto report = run(text());
    ASSERT_THAT(report.cells, SizeIs(3));
    for (const auto& cell : report.cells) {
      EXPECT_LE(cell.runs, 2 * 40 + verdict::kNoisyRuns) << share;
      const auto kind = cell.checks[0].verdict.kind;
      EXPECT_NE(kind, verdict::VerdictKind::violated);
      EXPECT_TRUE(share > 1 || kind == verdict::VerdictKind::holds) << share;
    }
  }
}

TEST_F(Slots, ASummaryTraceComesInMessagesAndADetailedOneThroughThePipe) {
  settings_.go = "1.5";
  (void)run(text());
  EXPECT_EQ(launcher_.launched.front().capture, process::Capture::messages);
  EXPECT_EQ(runs_.front().capture, "messages");
  settings_.capture = expectation::CaptureChoice::pipe;
  launcher_.launched.clear();
  (void)run(text());
  EXPECT_EQ(launcher_.launched.front().capture, process::Capture::pipe);
  settings_.capture = {};
  launcher_.launched.clear();
  auto detailed = text();
  detailed.replace(detailed.find("\"period\""), 8, "\"detail\": true, \"period\"");
  (void)run(detailed);
  EXPECT_EQ(launcher_.launched.front().capture, process::Capture::pipe);
}

TEST_F(Slots, LimitsOfTheScenarioAndOfTheCommandLineReachTheLaunch) {
  settings_.go = "1.5";
  const auto limited = text(R"("gomaxprocs": [2], "deadline": "5s", "max_output": "64MiB", "max_memory": "1GiB")");
  (void)run(limited);
  EXPECT_EQ(launcher_.launched.front().deadline, Millis(5000));
  EXPECT_EQ(launcher_.launched.front().max_output, 64U << 20U);
  EXPECT_EQ(launcher_.launched.front().max_memory, 1U << 30U);
  launcher_.launched.clear();
  settings_.deadline = Millis(7000);
  settings_.max_memory = 1U << 20U;
  (void)run(limited);
  EXPECT_EQ(launcher_.launched.front().deadline, Millis(7000));
  EXPECT_EQ(launcher_.launched.front().max_memory, 1U << 20U);
}

}  // namespace
}  // namespace schedlitmus::campaign
