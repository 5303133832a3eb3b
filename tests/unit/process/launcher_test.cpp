#include "process/launcher.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <thread>

#include "unit/process/run_fixture.hpp"

namespace schedlitmus::process {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::Le;

using LauncherTest = Run;

TEST_F(LauncherTest, KeepsTheStreamsApart) {
  const auto record = run(shell("echo one; echo two >&2; echo three"));
  EXPECT_EQ(seen.out, "one\nthree\n");
  EXPECT_EQ(seen.err, "two\n");
  EXPECT_EQ(record.stdout_bytes, 10U);
  EXPECT_EQ(record.stderr_bytes, 4U);
  EXPECT_EQ(record.ending, Ending::exited);
  EXPECT_EQ(record.code, 0);
  EXPECT_EQ(record.leftovers, 0);
}

TEST_F(LauncherTest, ReadsFiftyMegabytesOfBothStreams) {
  const auto record = run(shell("head -c 52428800 /dev/zero & head -c 52428800 /dev/zero >&2; wait"));
  EXPECT_EQ(record.ending, Ending::exited);
  EXPECT_EQ(seen.out.size(), 52428800U);
  EXPECT_EQ(seen.err.size(), 52428800U);
  EXPECT_EQ(record.stdout_bytes, 52428800U);
}

TEST_F(LauncherTest, GivesTheExitCode) {
  const auto record = run(shell("exit 9"));
  EXPECT_EQ(record.ending, Ending::exited);
  EXPECT_EQ(record.code, 9);
}

TEST_F(LauncherTest, GivesTheSignalThatKilledIt) {
  const auto record = run(shell("kill -9 $$"));
  EXPECT_EQ(record.ending, Ending::signalled);
  EXPECT_EQ(record.signal, SIGKILL);
}

TEST_F(LauncherTest, StartsWithDefaultSignals) {
  struct sigaction before{};
  struct sigaction ignoring{};
  ignoring.sa_handler = SIG_IGN;
  ::sigaction(SIGUSR1, &ignoring, &before);
  const auto record = run(shell("kill -USR1 $$; exit 3"));
  ::sigaction(SIGUSR1, &before, nullptr);
  EXPECT_EQ(record.ending, Ending::signalled);
  EXPECT_EQ(record.signal, SIGUSR1);
}

TEST_F(LauncherTest, ReadsNothingFromStdin) {
  run(shell("cat; echo end"));
  EXPECT_EQ(seen.out, "end\n");
}

TEST_F(LauncherTest, GivesExactlyTheEnvironment) {
  auto spec = shell("");
  spec.argv = {"/usr/bin/env"};
  spec.env = {"A=1", "GODEBUG=schedtrace=100", "EMPTY="};
  run(spec);
  EXPECT_EQ(seen.out, "A=1\nGODEBUG=schedtrace=100\nEMPTY=\n");
}

TEST_F(LauncherTest, WorksInTheFolder) {
  auto spec = shell("pwd -P");
  spec.folder = folder;
  run(spec);
  EXPECT_EQ(seen.out, std::filesystem::canonical(folder).string() + "\n");
}

TEST_F(LauncherTest, TakesARelativeProgramFromOurFolder) {
  auto spec = shell("");
  spec.argv = {std::filesystem::relative("/bin/echo").string(), "hello"};
  spec.folder = folder;
  run(spec);
  EXPECT_EQ(seen.out, "hello\n");
}

TEST_F(LauncherTest, LeaksNoDescriptorIntoTheProgram) {
  auto spec = shell("");
  spec.argv = {"/bin/ls", "/proc/self/fd"};
  run(spec);
  EXPECT_EQ(seen.out, "0\n1\n2\n3\n") << "3 is the open folder";
}

TEST_F(LauncherTest, KeepsOnWhenTheProgramClosesItsStreams) {
  const auto record = run(shell("echo before >&2; exec 1>&- 2>&-; sleep 0.1; exit 4"));
  EXPECT_EQ(seen.err, "before\n");
  EXPECT_EQ(record.code, 4);
}

TEST_F(LauncherTest, FillsTheRecord) {
  const auto record = run(shell("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"));
  EXPECT_GT(record.wall.count(), 0);
  EXPECT_GT((record.user_cpu + record.system_cpu).count(), 0);
  EXPECT_LE(record.user_cpu.count(), record.wall.count() * 2);
  EXPECT_GT(record.max_rss_bytes, 0U);
  EXPECT_LT(record.max_rss_bytes, 1ULL << 40U);
  EXPECT_THAT(record.noise.cpu_pressure, AllOf(Ge(-1), Le(1)));
  EXPECT_THAT(record.noise.steal_share, AllOf(Ge(-1), Le(1)));
}

TEST_F(LauncherTest, SeesTheMemoryOfTheProgramNotOurs) {
  const std::string ours(200U << 20U, 'x');
  ASSERT_EQ(ours.back(), 'x');
  const auto record = run(shell("exec sleep 0.3"));
  EXPECT_LT(record.max_rss_bytes, 100U << 20U);
}

TEST_F(LauncherTest, RunsSeveralAtOnce) {
  std::vector<std::thread> threads;
  std::vector<Recorder> recorders(8);
  threads.reserve(recorders.size());
  for (std::size_t i = 0; i < recorders.size(); ++i) {
    threads.emplace_back([this, i, &recorders] {
      const auto record =
          launcher->run(shell("echo " + std::to_string(i) + "; sleep 60 & exit " + std::to_string(i)), recorders[i]);
      ASSERT_TRUE(record.has_value());
      EXPECT_EQ(record->code, static_cast<int>(i));
      EXPECT_EQ(record->leftovers, 1);
    });
  }
  for (auto& thread : threads) {
    thread.join();
  }
  for (std::size_t i = 0; i < recorders.size(); ++i) {
    EXPECT_EQ(recorders[i].out, std::to_string(i) + "\n");
  }
}

TEST_F(LauncherTest, SlowObserverDoesNotStallTheProgram) {
  // 8 MiB are more than both pipes hold; the observer waits with the first of
  // them until the program has written the last.
  auto spec = shell("head -c 8388608 /dev/zero >&2; : > done; echo all");
  spec.folder = folder;
  bool first = true;
  seen.on_bytes = [this, &first] {
    while (std::exchange(first, false) || !std::filesystem::exists(in_folder("done"))) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  };
  const auto record = run(spec);
  EXPECT_EQ(record.ending, Ending::exited);
  EXPECT_EQ(seen.err.size(), 8388608U);
  EXPECT_EQ(seen.out, "all\n");
}

using NotStarted = Run;

TEST_F(NotStarted, NoSuchFile) {
  auto spec = shell("");
  spec.argv = {in_folder("missing")};
  const auto error = failure_of(spec);
  EXPECT_EQ(error.where, in_folder("missing"));
  EXPECT_THAT(error.what, HasSubstr("No such file"));
}

TEST_F(NotStarted, NotExecutable) {
  std::ofstream(in_folder("data")) << "text";
  auto spec = shell("");
  spec.argv = {in_folder("data")};
  EXPECT_THAT(failure_of(spec).what, HasSubstr("Permission denied"));
}

TEST_F(NotStarted, NotAProgram) {
  std::ofstream(in_folder("data")) << "text";
  ::chmod(in_folder("data").c_str(), 0755);
  auto spec = shell("");
  spec.argv = {in_folder("data")};
  EXPECT_THAT(failure_of(spec).what, HasSubstr("not a program"));
}

TEST_F(NotStarted, AFolder) {
  auto spec = shell("");
  spec.argv = {folder};
  EXPECT_THAT(failure_of(spec).what, HasSubstr("it is a folder"));
}

TEST_F(NotStarted, NoSuchWorkingFolder) {
  auto spec = shell("exit 0");
  spec.folder = in_folder("missing");
  const auto error = failure_of(spec);
  EXPECT_EQ(error.where, in_folder("missing"));
  EXPECT_THAT(error.what, HasSubstr("no such working folder"));
}

TEST_F(NotStarted, NoProgramNamed) {
  auto spec = shell("");
  spec.argv = {};
  EXPECT_THAT(failure_of(spec).what, HasSubstr("no program"));
}

using Tool = Run;

TEST_F(Tool, GivesItsOutputAndCode) {
  const auto output = run_tool(*launcher, shell("echo out; echo err >&2; exit 5"));
  ASSERT_TRUE(output.has_value());
  EXPECT_EQ(output->out, "out\n");
  EXPECT_EQ(output->err, "err\n");
  EXPECT_EQ(output->code, 5);
}

TEST_F(Tool, FailsWhenItDoesNotEnd) {
  auto spec = shell("sleep 60");
  spec.deadline = Millis(50);
  const auto output = run_tool(*launcher, spec);
  ASSERT_FALSE(output.has_value());
  EXPECT_THAT(output.error().what, HasSubstr("still running after 50ms"));
}

TEST_F(Tool, FailsWhenItIsKilled) {
  const auto output = run_tool(*launcher, shell("kill -SEGV $$"));
  ASSERT_FALSE(output.has_value());
  EXPECT_THAT(output.error().what, HasSubstr("signal 11"));
}

}  // namespace
}  // namespace schedlitmus::process
