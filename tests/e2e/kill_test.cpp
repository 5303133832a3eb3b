// SIGKILL to schedlitmus at random moments, while it builds and while it runs
// a program that leaves a daemon behind and is deaf to signals. Five moments;
// SCHEDLITMUS_KILLS asks for more (checks/kill).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <set>
#include <thread>

#include "driver.hpp"
#include "store/store.hpp"

namespace schedlitmus::e2e {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using ::testing::AnyOf;

constexpr const char* kProgram = R"(package main

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	signal.Ignore(syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	if len(os.Args) > 1 {
		for {
			time.Sleep(time.Hour)
		}
	}
	daemon := exec.Command("/proc/self/exe", "daemon")
	daemon.Env = []string{}
	daemon.Stderr = os.Stderr
	daemon.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if daemon.Start() != nil {
		os.Exit(9)
	}
	for {
	}
}
)";

/// What .99/.90 needs when every run holds.
constexpr std::size_t kRunsNeeded = 31;

class Kill : public ::testing::Test {
 protected:
  Kill() {
    place.program("e2e_daemon", kProgram);
    place.write("daemon.json", R"({"title": "daemon", "scenario": {"program": "./e2e_daemon", "go": "local",
      "gomaxprocs": [1], "trace": {"period": "20ms"}, "deadline": "5s"},
      "checks": [{"id": "few", "always": true, "until": "80ms", "field": "runqueue", "max": 1000}],
      "hold": {"good": 0.99, "bad": 0.90, "max_runs": 40}})");
    ::setenv("SCHEDLITMUS_CACHE", cache().c_str(), 1);
    // Whatever schedlitmus leaves behind, however deep, becomes a child of this process.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  }
  ~Kill() override {
    ::prctl(PR_SET_CHILD_SUBREAPER, 0);
    ::unsetenv("SCHEDLITMUS_CACHE");
  }

  [[nodiscard]] fs::path cache() const { return place.folder() / "cache"; }
  [[nodiscard]] fs::path store_folder() const { return place.folder() / ".schedlitmus"; }

  /// As if nothing had ever been run; the Go command's own cache stays warm.
  void begin_anew() const {
    fs::remove_all(store_folder());
    fs::remove_all(cache() / "builds");
  }

  /// True when no child is left, none of its children either.
  static bool nothing_is_left() {
    const auto until = Clock::now() + std::chrono::seconds(20);
    while (Clock::now() < until) {
      const pid_t ended = ::waitpid(-1, nullptr, WNOHANG);
      if (ended < 0 && errno == ECHILD) return true;
      if (ended == 0) std::this_thread::sleep_for(milliseconds(5));
    }
    return false;
  }

  struct Stored {
    std::size_t campaigns = 0;
    std::set<std::int64_t> all;
    std::size_t counted = 0;
  };

  [[nodiscard]] Stored stored() const {
    Stored stored;
    if (!fs::exists(store_folder() / "store.db")) return stored;
    auto store = store::Store::open((store_folder() / "store.db").string());
    EXPECT_TRUE(store.has_value());
    const auto campaigns = store->campaigns();
    EXPECT_TRUE(campaigns.has_value());
    stored.campaigns = campaigns->size();
    for (const auto& campaign : *campaigns) {
      const auto runs = store->runs(campaign.id);
      EXPECT_TRUE(runs.has_value());
      for (const auto& run : *runs) {
        stored.all.insert(run.id);
        stored.counted += run.counts ? 1 : 0;
      }
    }
    return stored;
  }

  void kill_after(milliseconds moment) {
    begin_anew();
    const pid_t pid = place.start({"run", "--count-noisy", "daemon.json"});
    std::this_thread::sleep_for(moment);
    const auto before = stored();
    ::kill(pid, SIGKILL);
    (void)place.wait(pid);
    EXPECT_TRUE(nothing_is_left());
    const auto after = stored();
    EXPECT_TRUE(std::includes(after.all.begin(), after.all.end(), before.all.begin(), before.all.end()));

    const auto resumed = place.run({"run", "--count-noisy", "daemon.json", "--resume"});
    EXPECT_THAT(resumed.code, AnyOf(0, 2)) << resumed.out << resumed.err;
    EXPECT_TRUE(nothing_is_left());
    const auto all = stored();
    EXPECT_TRUE(std::includes(all.all.begin(), all.all.end(), after.all.begin(), after.all.end()));
    EXPECT_EQ(all.campaigns, 1) << "killed when all was done but the report, nothing is run anew either";
    EXPECT_GE(all.counted, resumed.code == 0 ? kRunsNeeded : 1);
    EXPECT_LE(all.counted, kRunsNeeded + 1) << "finished runs were repeated";
  }

  Workplace place;
};

TEST_F(Kill, AtAnyMomentNothingIsLeftAndResumeCompletes) {
  // Once without, for the Go command's cache; then once for the length of it.
  ASSERT_THAT(place.run({"run", "--count-noisy", "daemon.json"}).code, AnyOf(0, 2));
  begin_anew();
  const auto begin = Clock::now();
  ASSERT_THAT(place.run({"run", "--count-noisy", "daemon.json"}).code, AnyOf(0, 2));
  const auto length = std::chrono::duration_cast<milliseconds>(Clock::now() - begin);
  EXPECT_TRUE(nothing_is_left());

  const char* asked = std::getenv("SCHEDLITMUS_KILLS");
  const int kills = asked != nullptr ? std::atoi(asked) : 5;
  std::random_device random;
  for (int i = 0; i < kills && !HasFailure(); ++i) {
    // Each part of the whole has its turn, the building at the beginning too.
    const auto part = length.count() / kills;
    const milliseconds moment(part * i + std::uniform_int_distribution<std::int64_t>(0, part)(random));
    SCOPED_TRACE("killed after " + std::to_string(moment.count()) + " ms of " + std::to_string(length.count()));
    kill_after(moment);
    if (asked != nullptr) std::cout << "killed after " << moment.count() << " ms of " << length.count() << std::endl;
  }
}

}  // namespace
}  // namespace schedlitmus::e2e
