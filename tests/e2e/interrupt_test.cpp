// Ctrl-C, SIGTERM and SIGKILL in the middle of a campaign.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "driver.hpp"

namespace schedlitmus::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kProgram = "e2e_spinner";

class Interrupt : public ::testing::Test {
 protected:
  Interrupt() {
    place.program(kProgram, "package main\nfunc main() { for { } }\n");
    place.write("spin.json", R"({"title": "spin", "scenario": {"program": "./e2e_spinner", "go": "local",
      "gomaxprocs": [1], "trace": {"period": "20ms"}, "deadline": "5s"},
      "checks": [{"id": "one", "always": true, "until": "400ms", "field": "runqueue", "max": 1000}],
      "hold": {"good": 0.99, "bad": 0.90, "max_runs": 40}})");
  }

  /// Waits until some runs are in the store; false if that never happens.
  [[nodiscard]] bool wait_for_runs(std::size_t count) const {
    for (int tries = 0; tries < 600; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      if (fs::exists(place.folder() / ".schedlitmus/store.db") && place.stored_runs() >= count) return true;
    }
    return false;
  }

  /// Processes end a moment after their parent; gives them that moment.
  [[nodiscard]] std::vector<pid_t> programs_after_a_moment() const {
    std::vector<pid_t> left;
    for (int tries = 0; tries < 100; ++tries) {
      left = place.programs_running(kProgram);
      if (left.empty()) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return left;
  }

  Workplace place;
};

TEST_F(Interrupt, CtrlCKeepsFinishedRunsAndResumeGoesOn) {
  const auto pid = place.start({"run", "--count-noisy", "spin.json"});
  ASSERT_TRUE(wait_for_runs(2));
  ::kill(pid, SIGINT);
  const auto ended = place.wait(pid);
  EXPECT_EQ(ended.code, 130) << ended.err;
  EXPECT_THAT(programs_after_a_moment(), IsEmpty());
  const auto kept = place.stored_runs();
  EXPECT_GE(kept, 2U);

  const auto resumed = place.run({"run", "--count-noisy", "spin.json", "--resume"});
  EXPECT_EQ(resumed.code, 0) << resumed.out << resumed.err;
  EXPECT_THAT(resumed.err, HasSubstr("finished runs are kept"));
  EXPECT_EQ(place.stored_runs(), 31U) << "what .99/.90 needs when every run holds";
}

TEST_F(Interrupt, KilledHarnessLeavesNoProgramAndAStoreThatGoesOn) {
  const auto pid = place.start({"run", "--count-noisy", "spin.json"});
  ASSERT_TRUE(wait_for_runs(2));
  ::kill(pid, SIGKILL);
  EXPECT_EQ(place.wait(pid).signal, SIGKILL);
  EXPECT_THAT(programs_after_a_moment(), IsEmpty());
  EXPECT_GE(place.stored_runs(), 2U);
  EXPECT_EQ(place.run({"run", "--count-noisy", "spin.json", "--resume"}).code, 0);
  EXPECT_EQ(place.stored_runs(), 31U);
}

}  // namespace
}  // namespace schedlitmus::e2e
