// How runs are stopped, and that nothing of them is left.
#include <gmock/gmock.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

#include <string>
#include <thread>

#include "process/interrupt.hpp"
#include "unit/process/run_fixture.hpp"

namespace schedlitmus::process {
namespace {

using Stopping = Run;

TEST_F(Stopping, AtTheDeadline) {
  auto spec = shell("echo started; exec sleep 60");
  spec.deadline = Millis(100);
  const auto record = run(spec);
  EXPECT_EQ(record.ending, Ending::timed_out);
  EXPECT_EQ(seen.out, "started\n");
}

TEST_F(Stopping, NeverWhenTheDeadlineIsTheLongestThereIs) {
  auto spec = shell("exit 3");
  spec.deadline = Millis::max();
  EXPECT_EQ(run(spec).code, 3);
}

TEST_F(Stopping, AsksBeforeItKills) {
  auto spec = shell("trap 'echo asked; exit 0' TERM; echo ready; while :; do sleep 0.02; done");
  spec.deadline = Millis(300);
  spec.grace = Millis(20'000);
  const auto record = run(spec);
  EXPECT_EQ(record.ending, Ending::timed_out);
  EXPECT_EQ(seen.out, "ready\nasked\n");
}

/// The stopper is asked when the program wrote.
class Asked : public Stopping {
 protected:
  RunRecord run_asked(LaunchSpec spec) {
    Stopper stopper;
    spec.stopper = &stopper;
    seen.on_bytes = [&stopper] { stopper.stop(); };
    return run(spec);
  }
};

TEST_F(Asked, EndsWithItsOwnExitCode) {
  auto spec = shell("trap 'exit 3' TERM; echo ready; while :; do sleep 0.02; done");
  spec.grace = Millis(20'000);
  const auto record = run_asked(spec);
  EXPECT_EQ(record.ending, Ending::shut_down);
  EXPECT_EQ(record.code, 3);
  EXPECT_EQ(record.signal, 0);
}

TEST_F(Asked, GetsTheSignalOfTheLaunch) {
  auto spec = shell("trap 'exit 4' USR1; echo ready; while :; do sleep 0.02; done");
  spec.stop_signal = SIGUSR1;
  spec.grace = Millis(20'000);
  EXPECT_EQ(run_asked(spec).code, 4);
}

TEST_F(Asked, DiesOfTheSignalWithoutAHandler) {
  auto spec = shell("echo ready; exec sleep 60");
  spec.grace = Millis(20'000);
  const auto record = run_asked(spec);
  EXPECT_EQ(record.ending, Ending::shut_down);
  EXPECT_EQ(record.signal, SIGTERM);
}

TEST_F(Asked, IsStubbornWhereItIgnoresTheSignal) {
  auto spec = shell("trap '' TERM; echo ready; while :; do sleep 0.02; done");
  spec.grace = Millis(100);
  const auto record = run_asked(spec);
  EXPECT_EQ(record.ending, Ending::stubborn);
  EXPECT_EQ(record.code, 0);
}

TEST_F(Asked, BeforeItBeganToo) {
  Stopper stopper;
  stopper.stop();
  auto spec = shell("exec sleep 60");
  spec.stopper = &stopper;
  spec.grace = Millis(20'000);
  EXPECT_EQ(run(spec).ending, Ending::shut_down);
  stopper.stop();  // and after it has ended
}

TEST_F(Asked, TooLateLeavesItsOwnEnd) {
  Stopper stopper;
  auto spec = shell("exit 5");
  spec.stopper = &stopper;
  const auto record = run(spec);
  EXPECT_EQ(record.ending, Ending::exited);
  EXPECT_EQ(record.code, 5);
}

/// The keeper of a program: its parent.
pid_t keeper_of(pid_t program) {
  std::ifstream file("/proc/" + std::to_string(program) + "/stat");
  std::string stat;
  std::getline(file, stat);
  return std::stoi(stat.substr(stat.rfind(") ") + 4));
}

TEST_F(Stopping, TellsHowAKeeperWasLost) {
  auto spec = shell("echo $$ > program; echo ready; exec sleep 60");
  spec.folder = folder;
  pid_t keeper = 0;
  seen.on_bytes = [&] {
    keeper = keeper_of(seen.program);
    ::kill(keeper, SIGKILL);
  };
  const auto what = failure_of(spec).what;
  EXPECT_EQ(what, "lost: the process that kept it (pid " + std::to_string(keeper) +
                      ") was killed by signal 9 (Killed); its line ended without a report");
  for (int i = 0; i < 1000 && is_alive(pid_in("program")); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_FALSE(is_alive(pid_in("program")));
}

TEST_F(Stopping, KillsWhatIgnoresSigterm) {
  auto spec = shell("trap '' TERM; echo ready; while :; do sleep 0.02; done");
  spec.deadline = Millis(200);
  spec.grace = Millis(100);
  EXPECT_EQ(run(spec).ending, Ending::timed_out);
}

TEST_F(Stopping, KillsAStoppedProgram) {
  auto spec = shell("kill -STOP $$");
  spec.deadline = Millis(100);
  spec.grace = Millis(20);
  EXPECT_EQ(run(spec).ending, Ending::timed_out);
}

TEST_F(Stopping, TakesTheProgramsChildrenAlong) {
  auto spec = shell("sleep 60 & echo $! > child; sleep 60 & wait");
  spec.folder = folder;
  spec.deadline = Millis(200);
  const auto record = run(spec);
  EXPECT_EQ(record.ending, Ending::timed_out);
  EXPECT_EQ(record.leftovers, 0) << "they went with the group";
  EXPECT_FALSE(is_alive(pid_in("child")));
}

TEST_F(Stopping, AtTheOutputLimit) {
  auto spec = shell("exec cat /dev/zero");
  spec.max_output = 1'000'000;
  const auto record = run(spec);
  EXPECT_EQ(record.ending, Ending::output_limit);
  EXPECT_EQ(seen.out.size(), 1'000'000U);
  EXPECT_GT(record.stdout_bytes, 1'000'000U);
}

TEST_F(Stopping, LetsThroughWhatIsExactlyTheLimit) {
  auto spec = shell("head -c 1000 /dev/zero");
  spec.max_output = 1000;
  EXPECT_EQ(run(spec).ending, Ending::exited);
  EXPECT_EQ(seen.out.size(), 1000U);
}

TEST_F(Stopping, WhenTheObserverHasEnough) {
  seen.is_enough = [this] { return seen.err.find("3\n") != std::string::npos; };
  const auto record = run(shell("i=0; while :; do i=$((i+1)); echo $i >&2; sleep 0.01; done"));
  EXPECT_EQ(record.ending, Ending::stopped);
  EXPECT_THAT(seen.err, ::testing::StartsWith("1\n2\n3\n"));
}

TEST_F(Stopping, DeliversNothingAfterEnough) {
  seen.is_enough = [this] { return !seen.out.empty(); };
  int deliveries = 0;
  seen.on_bytes = [&deliveries] { ++deliveries; };
  run(shell("while :; do echo x; done"));
  EXPECT_EQ(deliveries, 1);
}

TEST_F(Stopping, ADeadlineDoesNotWaitForTheObserver) {
  auto spec = shell("echo $$ > program; echo go; exec sleep 60");
  spec.folder = folder;
  spec.deadline = Millis(200);
  seen.on_bytes = [this] {
    while (is_alive(pid_in("program"))) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  };
  EXPECT_EQ(run(spec).ending, Ending::timed_out);
}

using Leftovers = Run;

TEST_F(Leftovers, GrandchildThatHoldsThePipes) {
  auto spec = shell("sleep 60 & echo $! > child; echo parent");
  spec.folder = folder;
  const auto record = run(spec);
  EXPECT_EQ(record.ending, Ending::exited);
  EXPECT_EQ(record.leftovers, 1);
  EXPECT_EQ(seen.out, "parent\n");
  EXPECT_FALSE(is_alive(pid_in("child")));
}

TEST_F(Leftovers, DaemonInASessionOfItsOwn) {
  auto spec = shell(
      "setsid sh -c 'sh -c \"echo \\$\\$ > daemon; : > ready; exec sleep 60\" &' &\n"
      "while ! [ -e ready ]; do sleep 0.01; done; echo gone");
  spec.folder = folder;
  const auto record = run(spec);
  EXPECT_EQ(seen.out, "gone\n");
  EXPECT_GE(record.leftovers, 1);
  EXPECT_FALSE(is_alive(pid_in("daemon")));
}

TEST_F(Leftovers, DaemonOfAProgramThatTimesOut) {
  auto spec = shell("setsid sh -c 'echo $$ > daemon; trap \"\" TERM; sleep 60' & exec sleep 60");
  spec.folder = folder;
  spec.deadline = Millis(400);
  const auto record = run(spec);
  EXPECT_EQ(record.ending, Ending::timed_out);
  EXPECT_GE(record.leftovers, 1);
  EXPECT_FALSE(is_alive(pid_in("daemon")));
}

TEST_F(Leftovers, ATreeOfThem) {
  auto spec = shell("for i in 1 2 3; do setsid sh -c 'setsid sleep 60 & setsid sleep 60 & sleep 60' & done; sleep 0.3");
  const auto record = run(spec);
  EXPECT_GE(record.leftovers, 9);
}

TEST_F(Leftovers, OtherChildrenOfOursAreLeftAlone) {
  const pid_t other = ::fork();
  if (other == 0) {
    ::pause();
    ::_exit(0);
  }
  run(shell("sleep 60 &"));
  EXPECT_TRUE(is_alive(other));
  EXPECT_EQ(::waitpid(other, nullptr, WNOHANG), 0);
  ::kill(other, SIGKILL);
  ::waitpid(other, nullptr, 0);
}

/// Runs `body` in a fork of this process, which then is killed or ends.
template <class Body>
pid_t in_a_fork(Body body) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    // An event of its own: the parent's is not to see this fork's interrupt.
    ::dup2(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), interrupt_descriptor());
    body();
    ::_exit(0);
  }
  return pid;
}

bool dies_soon(pid_t pid) {
  for (int i = 0; i < 1000 && ::kill(pid, 0) == 0; ++i) {
    // An orphan of the fork is our child when we are its subreaper.
    ::waitpid(-1, nullptr, WNOHANG);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return ::kill(pid, 0) != 0;
}

int code_of(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// The keeper reports the program's end and is gone, with an order unread, before we come to read the report.
TEST_F(Stopping, LosesNoRunWhoseEndAndOrderCross) {
  auto spec = shell("echo $$ > program; trap '' TERM; echo ready; while :; do sleep 0.02; done");
  spec.folder = folder;
  spec.grace = Millis(20);
  const pid_t harness = in_a_fork([&] {
    Stopper stopper;
    spec.stopper = &stopper;
    seen.on_bytes = [&] {
      ::kill(keeper_of(seen.program), SIGSTOP);
      stopper.stop();
      std::this_thread::sleep_for(std::chrono::milliseconds(200));  // both orders are on their way
      std::ofstream(in_folder("ordered")) << "yes\n";
    };
    const auto record = launcher->run(spec, seen);
    ::_exit(record && (record->ending == Ending::stubborn || record->ending == Ending::shut_down) ? 42 : 1);
  });
  while (!std::filesystem::exists(in_folder("ordered"))) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const pid_t program = pid_in("program");
  const pid_t keeper = keeper_of(program);
  ::kill(harness, SIGSTOP);
  ::kill(-program, SIGKILL);
  ::kill(keeper, SIGCONT);
  while (is_alive(keeper)) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  ::kill(harness, SIGCONT);
  EXPECT_EQ(code_of(harness), 42);
}

TEST_F(Leftovers, NoneSurvivesOurOwnDeathByKill) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  auto spec =
      shell("echo $$ > program; setsid sh -c 'trap \"\" TERM; echo $$ > daemon; : > ready; sleep 60' & sleep 60");
  spec.folder = folder;
  const pid_t harness = in_a_fork([&] { run(spec); });
  while (!std::filesystem::exists(in_folder("ready"))) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ::kill(harness, SIGKILL);
  ::waitpid(harness, nullptr, 0);
  EXPECT_TRUE(dies_soon(pid_in("program")));
  EXPECT_TRUE(dies_soon(pid_in("daemon")));
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
  while (::waitpid(-1, nullptr, 0) > 0) {
  }
}

using Interrupt = Run;

TEST_F(Interrupt, StopsTheRunUnderWayAndLaterOnes) {
  const pid_t harness = in_a_fork([&] {
    install_interrupt_handlers();
    seen.on_bytes = [] { ::raise(SIGINT); };
    const bool first =
        run(shell("trap '' TERM INT; echo ready; while :; do sleep 1; done")).ending == Ending::interrupted;
    const bool later = run(shell("echo never")).ending == Ending::interrupted;
    ::_exit(first && later && interrupted() && seen.out == "ready\n" ? 42 : 1);
  });
  EXPECT_EQ(code_of(harness), 42);
}

TEST_F(Interrupt, BeforeAnyLaunchIsNotForgotten) {
  const pid_t harness = in_a_fork([&] {
    request_interrupt();
    const auto output = run_tool(*launcher, shell("exit 0"));
    ::_exit(!output && output.error().what == "interrupted" ? 42 : 1);
  });
  EXPECT_EQ(code_of(harness), 42);
}

TEST_F(Interrupt, ASecondSignalEndsUsAndTheProgramAtOnce) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  auto spec = shell("echo $$ > program; trap '' TERM INT; echo ready; while :; do sleep 0.1; done");
  spec.folder = folder;
  const pid_t harness = in_a_fork([&] {
    install_interrupt_handlers();
    seen.on_bytes = [] {
      ::raise(SIGTERM);
      ::raise(SIGTERM);
    };
    run(spec);
  });
  EXPECT_EQ(code_of(harness), 128 + SIGTERM);
  EXPECT_TRUE(dies_soon(pid_in("program")));
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
  while (::waitpid(-1, nullptr, 0) > 0) {
  }
}

}  // namespace
}  // namespace schedlitmus::process
