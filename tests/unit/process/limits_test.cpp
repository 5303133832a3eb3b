// The CPUs and the memory of a run.
#include <gmock/gmock.h>

#include <thread>

#include "process/cpus.hpp"
#include "unit/process/run_fixture.hpp"

namespace schedlitmus::process {
namespace {

using ::testing::HasSubstr;

std::string lines_of(const std::vector<int>& cpus) {
  std::string lines;
  for (const int cpu : cpus) {
    lines += std::to_string(cpu) + "\n";
  }
  return lines;
}

using Cpus = Run;

TEST_F(Cpus, AreThoseOfTheRun) {
  auto spec = hostile({"cpus"});
  spec.cpus = {allowed_cpus().back()};
  run(spec);
  EXPECT_EQ(seen.out, lines_of(spec.cpus));
}

TEST_F(Cpus, AreAllThatWeWereGivenWhereNoneIsAskedFor) {
  // Whatever the harness keeps itself to.
  std::thread([this] {
    ASSERT_TRUE(keep_to_cpus({allowed_cpus().front()}).has_value());
    EXPECT_EQ(current_cpus(), std::vector<int>{allowed_cpus().front()});
    run(hostile({"cpus"}));
  }).join();
  EXPECT_EQ(seen.out, lines_of(allowed_cpus()));
}

TEST_F(Cpus, ThatWeMayNotUseAreLeftOut) {
  auto spec = hostile({"cpus"});
  spec.cpus = {8000, allowed_cpus().front(), 8001, allowed_cpus().front()};
  run(spec);
  EXPECT_EQ(seen.out, lines_of({allowed_cpus().front()}));
}

TEST_F(Cpus, MustNotAllBeForbidden) {
  auto spec = hostile({"cpus"});
  spec.cpus = {8000, 8001, 8002};
  const auto error = failure_of(spec);
  EXPECT_THAT(error.what, HasSubstr("none of the CPUs 8000-8002 may be used"));
  EXPECT_EQ(error.where, SCHEDLITMUS_HOSTILE);
  EXPECT_THAT(error.hint, HasSubstr(format_cpus(allowed_cpus())));
}

TEST(FormatCpus, JoinsNeighbours) {
  EXPECT_EQ(format_cpus({}), "");
  EXPECT_EQ(format_cpus({3}), "3");
  EXPECT_EQ(format_cpus({0, 1, 4, 5, 6, 9}), "0,1,4-6,9");
}

using Memory = Run;

TEST_F(Memory, OfTheWholeRunIsLimited) {
  auto spec = hostile({"memory", "4", "40"});
  spec.max_memory = 100U << 20U;
  EXPECT_EQ(run(spec).ending, Ending::memory_limit);
  EXPECT_EQ(name_of(Ending::memory_limit), "memory_limit");
}

TEST_F(Memory, OfADaemonCounts) {
  auto spec = shell("setsid " SCHEDLITMUS_HOSTILE " memory 1 120 & exec sleep 60");
  spec.max_memory = 100U << 20U;
  const auto record = run(spec);
  EXPECT_EQ(record.ending, Ending::memory_limit);
  EXPECT_EQ(record.leftovers, 2);
}

TEST_F(Memory, BelowTheLimitIsFree) {
  auto spec = hostile({"spin", "200"});
  spec.max_memory = 100U << 20U;
  EXPECT_EQ(run(spec).ending, Ending::exited);
}

TEST_F(Memory, SharedByProcessesCountsOnce) {
  auto spec = hostile({"shared_memory", "4", "40"});
  spec.max_memory = 100U << 20U;
  EXPECT_EQ(run(spec).ending, Ending::exited);
}

using ForeignCpu = Run;

TEST_F(ForeignCpu, IsWhatOthersTakeAndNotTheRunsOwn) {
  // Two threads of work on one CPU, which a stranger wants too: the run is
  // short of CPU by itself, but only the stranger's part is foreign.
  const int cpu = allowed_cpus().front();
  const pid_t stranger = ::fork();
  if (stranger == 0) {
    (void)keep_to_cpus({cpu});
    for (;;) {
    }
  }
  auto spec = shell(SCHEDLITMUS_HOSTILE " spin 300 & " SCHEDLITMUS_HOSTILE " spin 300; wait");
  spec.cpus = {cpu};
  const auto record = run(spec);
  ::kill(stranger, SIGKILL);
  ::waitpid(stranger, nullptr, 0);
  const double own = std::chrono::duration<double>(record.user_cpu + record.system_cpu) / record.wall;
  EXPECT_GE(record.noise.foreign_cpu_share, 0.2);
  EXPECT_LE(record.noise.foreign_cpu_share + own, 1.15) << "own " << own;
  EXPECT_GE(record.noise.load_average, 0);
}

}  // namespace
}  // namespace schedlitmus::process
