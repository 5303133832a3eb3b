// Which windows a trace that goes on has, and when their outcomes are told.
#include "cli/check_windows.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "trace/reader.hpp"

namespace schedlitmus::cli {
namespace {

using namespace std::chrono_literals;
using expectation::OutcomeKind;

expectation::Check check(const std::string& id, expectation::Quantifier quantifier) {
  expectation::Check made;
  made.id = id;
  made.quantifier = quantifier;
  made.subject.field = trace::find_field("runqueue");
  made.condition.max = expectation::Bound{5};
  return made;
}

class CheckWindowsTest : public testing::Test {
 protected:
  CheckWindowsTest() {
    plan_.loaded.expectations.resize(1);
    plan_.applied.resize(1);
    plan_.applied.front().checks = {check("a", expectation::Quantifier::always)};
  }

  void run(const std::vector<std::pair<int, int>>& samples, std::optional<Millis> every = {}) {
    windows_ = std::make_unique<CheckWindows>(plan_, options_, every, [this](const WindowOutcome& told) {
      told_.push_back(told.check->id + " run " + std::to_string(told.run) + " " + format_duration(told.begin) + ".." +
                      format_duration(told.end) + " " + std::string(name_of(told.outcome.kind)));
    });
    trace::Health account;
    windows_->set_health([&] { return account; });
    for (const auto& [time, queue] : samples) {
      trace::Sample sample;
      sample.time = Millis{time};
      sample.header.set(trace::HeaderField::gomaxprocs, 1);
      sample.header.set(trace::HeaderField::runqueue, queue);
      ++account.samples;
      windows_->on_sample(sample);
    }
    windows_->finish();
  }

  CheckPlan plan_;
  CheckOptions options_;
  std::unique_ptr<CheckWindows> windows_;
  std::vector<std::string> told_;
};

using Lines = std::vector<std::string>;

TEST_F(CheckWindowsTest, TellsAMissAtOnceAndTheRestAtTheEnd) {
  run({{0, 1}, {100, 9}, {200, 1}});
  EXPECT_EQ(told_, (Lines{"a run 1 0s..100ms missed"}));
  EXPECT_EQ(windows_->checked().front().verdicts.front().verdict().kind, verdict::VerdictKind::violated);
}

TEST_F(CheckWindowsTest, LooksAtEachWindowAnew) {
  run({{0, 1}, {100, 9}, {1100, 1}, {2100, 1}, {2500, 9}}, 1s);
  EXPECT_EQ(told_, (Lines{"a run 1 0s..1s missed", "a run 1 1s..2s held", "a run 1 2s..3s missed"}));
  EXPECT_EQ(windows_->windows(), 3);
}

TEST_F(CheckWindowsTest, AWindowThatWasNotOverTellsNothingMore) {
  run({{0, 1}, {1000, 1}, {1500, 1}}, 1s);
  EXPECT_EQ(told_, (Lines{"a run 1 0s..1s held"}));
  EXPECT_EQ(windows_->windows(), 1);
}

TEST_F(CheckWindowsTest, AProgramThatIsStartedAnewIsAnotherRun) {
  run({{5000, 1}, {6000, 1}, {0, 1}, {100, 1}, {200, 9}});
  EXPECT_EQ(told_, (Lines{"a run 1 0s..6s held", "a run 2 0s..200ms missed"}));
}

TEST_F(CheckWindowsTest, AChildsSamplesInBetweenAreNoRestart) {
  run({{5000, 1}, {0, 9}, {100, 9}, {5100, 1}, {200, 9}, {300, 9}, {5200, 1}});
  EXPECT_EQ(told_, (Lines{"a run 1 0s..5.2s held"}));
}

}  // namespace
}  // namespace schedlitmus::cli
