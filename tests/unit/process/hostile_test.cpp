// Programs that do what they should not, under both captures.
#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "unit/process/run_fixture.hpp"

namespace schedlitmus::process {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Hostile : public Run, public ::testing::WithParamInterface<Capture> {
 protected:
  RunRecord run_with(LaunchSpec spec) {
    spec.capture = GetParam();
    spec.folder = folder;
    return run(spec);
  }
};

INSTANTIATE_TEST_SUITE_P(By, Hostile, ::testing::Values(Capture::pipe, Capture::messages),
                         [](const auto& capture) { return std::string(name_of(capture.param)); });

TEST_P(Hostile, DaemonIsFoundAndEnded) {
  const auto record = run_with(hostile({"daemon", "daemon"}));
  EXPECT_EQ(record.code, 3);
  EXPECT_EQ(record.leftovers, 1);
  EXPECT_FALSE(is_alive(pid_in("daemon")));
}

TEST_P(Hostile, HeirThatGoesOnWritingIsEndedWithItsParent) {
  const auto record = run_with(hostile({"heir", "heir"}));
  EXPECT_EQ(record.ending, Ending::exited);
  EXPECT_EQ(record.code, 4);
  EXPECT_EQ(record.leftovers, 1);
  EXPECT_THAT(seen.err, StartsWith("child\n"));
  EXPECT_THAT(seen.err, HasSubstr("parent\n"));
  EXPECT_FALSE(is_alive(pid_in("heir")));
}

TEST_P(Hostile, ReexecIsTheSameRun) {
  const auto record = run_with(hostile({"reexec", "20"}));
  EXPECT_EQ(record.code, 5);
  EXPECT_THAT(seen.err, StartsWith("life 20\nlife 19\n"));
  EXPECT_THAT(seen.err, ::testing::EndsWith("life 0\n"));
  EXPECT_THAT(seen.messages, Each(::testing::Key(seen.program)));
}

TEST_P(Hostile, AHundredMegabytesAreReadToTheLastByte) {
  auto spec = shell("head -c 104857600 /dev/zero >&2; echo end >&2");
  const auto record = run_with(spec);
  EXPECT_EQ(record.ending, Ending::exited);
  EXPECT_EQ(seen.err.size(), 104857604U);
  EXPECT_EQ(record.stderr_bytes, 104857604U);
  EXPECT_THAT(seen.err.substr(104857600), "end\n");
}

TEST_P(Hostile, DeafToSigtermAndWritingWithoutEnd) {
  auto spec = shell("trap '' TERM; while :; do echo line >&2; done");
  spec.deadline = Millis(200);
  spec.grace = Millis(50);
  EXPECT_EQ(run_with(spec).ending, Ending::timed_out);
  EXPECT_THAT(seen.err, StartsWith("line\nline\n"));
}

TEST_P(Hostile, ManyOrphansInSessionsOfTheirOwn) {
  auto spec = hostile({"multiply", "6"});
  spec.deadline = Millis(300);
  const auto record = run_with(spec);
  EXPECT_EQ(record.ending, Ending::timed_out);
  EXPECT_GE(record.leftovers, 6);
}

TEST_P(Hostile, KillerOfItsKeeperIsLostAndItsGroupEnded) {
  auto spec = hostile({"parricide", "child"});
  spec.capture = GetParam();
  spec.folder = folder;
  EXPECT_THAT(failure_of(spec).what, HasSubstr("lost"));
  for (int tries = 0; tries < 1000 && is_alive(pid_in("child")); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_FALSE(is_alive(pid_in("child")));
}

std::uint64_t resident_now() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

TEST_P(Hostile, WhatASlowObserverLetsWaitIsNotInMemory) {
  // The observer holds the first bytes until the program has written the last.
  auto spec = shell("head -c 209715200 /dev/zero >&2; : > done");
  std::uint64_t bytes = 0;
  std::uint64_t grown = 0;
  const std::uint64_t before = resident_now();
  seen.on_bytes = [&] {
    while (bytes == 0 && !std::filesystem::exists(in_folder("done"))) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    grown = std::max(grown, resident_now() - std::min(before, resident_now()));
    bytes += seen.err.size();
    seen.err.clear();
    seen.messages.clear();
  };
  const auto record = run_with(spec);
  EXPECT_EQ(record.ending, Ending::exited);
  EXPECT_EQ(bytes, 209715200U);
  EXPECT_GT(record.spilled_bytes, 100U << 20U);
  EXPECT_EQ(record.drain_waited.count(), 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LT(grown, 128U << 20U);
#endif
}

TEST_P(Hostile, WithoutADiskTheProgramWaitsAndNothingIsLost) {
  auto spec = shell("head -c 104857600 /dev/zero >&2");
  spec.spill_folder = "/proc";
  bool first = true;
  std::uint64_t bytes = 0;
  seen.on_bytes = [&] {
    if (std::exchange(first, false)) std::this_thread::sleep_for(std::chrono::seconds(1));
    bytes += seen.err.size();
    seen.err.clear();
    seen.messages.clear();
  };
  const auto record = run_with(spec);
  EXPECT_EQ(bytes, 104857600U);
  EXPECT_EQ(record.spilled_bytes, 0U);
  EXPECT_GT(record.drain_waited.count(), 0);
}

}  // namespace
}  // namespace schedlitmus::process
