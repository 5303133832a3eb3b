// run -- COMMAND: launched with schedtrace on, looked at, and its end passed on.
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <string>

#include "e2e/shell.hpp"
#include "e2e/terminal_emulator.hpp"

namespace schedlitmus::e2e {
namespace {

/// A service as far as its stderr tells: two Ps, a queue, its own text.
constexpr const char* kService = R"sh(#!/bin/sh
echo "GODEBUG is $GODEBUG"
echo "its own text" >&2
trap 'echo "ends in order"; exit 7' INT
i=0
while [ $i -lt ${1:-5} ]; do
  echo "SCHED $((i*100))ms: gomaxprocs=2 idleprocs=1 threads=5 spinningthreads=0 needspinning=0 idlethreads=2 runqueue=3 [${QUEUE:-4} 0]" >&2
  i=$((i+1))
  sleep 0.1
done
exit ${2:-0}
)sh";

class Service : public testing::Test {
 protected:
  Service() {
    const auto path = shell.place.write("service", kService);
    fs::permissions(path, fs::perms::owner_all);
  }
  Shell shell;
};

TEST_F(Service, PassesItsStreamsThroughWithoutTheTrace) {
  EXPECT_EQ(shell.run("GODEBUG=madvdontneed=1,schedtrace=9 $S run -q -- ./service 3 >out 2>err"), 0);
  EXPECT_EQ(shell.run("cat out"), 0);
  EXPECT_EQ(shell.out, "GODEBUG is madvdontneed=1,schedtrace=100,scheddetail=1\n");
  EXPECT_EQ(shell.run("cat err"), 0);
  EXPECT_TRUE(shell.out.starts_with("its own text\nschedlitmus: ./service ended with exit code 0 after ")) << shell.out;
  EXPECT_EQ(shell.out.find("SCHED"), std::string::npos);
  EXPECT_EQ(shell.out.find('\x1b'), std::string::npos) << "no terminal, no escape sequences";
  EXPECT_TRUE(shell.says("3 samples")) << shell.out;
  EXPECT_TRUE(shell.says("idle 50 % of the time")) << shell.out;
}

TEST_F(Service, ExitCodeIsTheCommands) {
  EXPECT_EQ(shell.run("$S run -- ./service 1 42"), 42) << shell.out;
  EXPECT_EQ(shell.run("$S run -- sh -c 'kill -KILL $$'"), 128 + SIGKILL) << shell.out;
  EXPECT_EQ(shell.run("$S run --deadline 300ms -- sleep 20"), 124) << shell.out;
  EXPECT_EQ(shell.run("$S run -- no-such-command-here"), 127) << shell.out;
  EXPECT_EQ(shell.run("$S run -- ./no-such-file"), 127) << shell.out;
  EXPECT_EQ(shell.run("chmod -x service; $S run -- ./service"), 126) << shell.out;
  EXPECT_EQ(shell.run("$S run --fixed 3 -- ./service"), 64) << shell.out;
  EXPECT_EQ(shell.run("$S run --period 10ms"), 64) << "without a command";
  EXPECT_EQ(shell.run("$S run --period soon -- ./service"), 64);
}

TEST_F(Service, OptionsBehindTheDashesAreTheCommands) {
  EXPECT_EQ(shell.run("$S run -q --no-detail --period 50ms -- sh -c 'echo $GODEBUG $1' --help --json"), 0);
  EXPECT_TRUE(shell.says("schedtrace=50 --json")) << shell.out;
}

TEST_F(Service, StdinIsPassedThrough) {
  EXPECT_EQ(shell.run("echo hello | $S run -q -- cat"), 0);
  EXPECT_TRUE(shell.out.starts_with("hello\n")) << shell.out;
}

TEST_F(Service, EndsWhenNobodyReadsItsStdout) {
  EXPECT_EQ(shell.run("$S run -q -- sh -c 'while :; do echo x; sleep 0.05; done' | head -1"), 0);
  EXPECT_TRUE(shell.says("was ended by signal 15")) << shell.out;
}

TEST_F(Service, KeepsTheTraceAndASummary) {
  EXPECT_EQ(shell.run("$S run -q --keep t --json j -- ./service 3 5"), 5);
  EXPECT_EQ(shell.run("$S parse t | wc -l"), 0);
  EXPECT_TRUE(shell.says("3")) << shell.out;
  EXPECT_EQ(shell.run("cat j"), 0);
  EXPECT_TRUE(shell.says("\"exit_code\":5")) << shell.out;
  EXPECT_TRUE(shell.says("\"samples\":3")) << shell.out;
  EXPECT_EQ(shell.run("$S run -q --keep /no/such/folder/t -- ./service 1"), 3);
}

TEST_F(Service, CtrlCGoesToTheCommandFirst) {
  EXPECT_EQ(shell.run("$S run -q -- ./service 100 & r=$!; sleep 0.7; kill -INT $r; wait $r"), 7) << shell.out;
  EXPECT_TRUE(shell.says("ends in order")) << shell.out;
  EXPECT_EQ(shell.run("$S run -q -- sh -c 'trap \"\" INT; sleep 20' & r=$!; sleep 0.5; kill -INT $r; sleep 0.3; "
                      "kill -INT $r; wait $r"),
            130)
      << shell.out;
}

TEST_F(Service, EndsWithTheDiagnoses) {
  // Two Ps, of which one idles while 60 goroutines wait for the other.
  EXPECT_EQ(shell.run("QUEUE=60 $S run -q --json j -- ./service 20"), 0) << shell.out;
  EXPECT_TRUE(shell.says("work-waits-while-idle: goroutines wait")) << shell.out;
  EXPECT_EQ(shell.run("cat j"), 0);
  EXPECT_TRUE(shell.says("\"diagnoses\"")) << shell.out;
  EXPECT_EQ(shell.run("QUEUE=60 $S diagnose -q -- ./service 20"), 1) << shell.out;
  EXPECT_TRUE(shell.says("work-waits-while-idle: goroutines wait")) << shell.out;
  EXPECT_EQ(shell.run("$S diagnose -q -- ./service 2"), 2) << "too few samples: " << shell.out;
  EXPECT_EQ(shell.run("$S diagnose -q -- true"), 3) << shell.out;
  EXPECT_EQ(shell.run("$S diagnose"), 64) << shell.out;
}

/// schedlitmus on a terminal of its own.
struct OnTerminal {
  OnTerminal(const fs::path& folder, const std::string& command, unsigned short rows) : screen(rows) {
    winsize size{};
    size.ws_row = rows;
    size.ws_col = 100;
    pid = ::forkpty(&terminal, nullptr, nullptr, &size);
    if (pid != 0) return;
    ::setenv("TERM", "xterm", 1);
    const auto line = "cd '" + folder.string() + "' && exec '" SCHEDLITMUS_BINARY "' " + command;
    ::execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
    ::_exit(99);
  }
  ~OnTerminal() { ::close(terminal); }
  OnTerminal(const OnTerminal&) = delete;
  OnTerminal& operator=(const OnTerminal&) = delete;

  /// Until a picture has the words, or the end.
  bool read_until(const std::string& words) {
    char chunk[4096];
    while (screen.last_picture().find(words) == std::string::npos) {
      const auto got = ::read(terminal, chunk, sizeof chunk);
      if (got <= 0) return false;
      screen.feed({chunk, static_cast<std::size_t>(got)});
      all.append(chunk, static_cast<std::size_t>(got));
    }
    return true;
  }
  int finish() {
    (void)read_until("no picture has these words");
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  int terminal = -1;
  pid_t pid = -1;
  TerminalEmulator screen;
  std::string all;
};

TEST_F(Service, ViewShowsThePsAndLeavesTheScreenAsItWas) {
  OnTerminal run(shell.place.folder(), "run -- ./service 15 3", 24);
  EXPECT_TRUE(run.read_until("P1"));
  const auto picture = run.screen.last_picture();
  EXPECT_NE(picture.find("./service"), std::string::npos) << picture;
  EXPECT_NE(picture.find("P0"), std::string::npos) << picture;
  EXPECT_NE(picture.find("▇▇▇▇"), std::string::npos) << picture;
  EXPECT_NE(picture.find("global queue     3"), std::string::npos) << picture;
  EXPECT_NE(picture.find("threads 5: 2 idle"), std::string::npos) << picture;
  EXPECT_NE(picture.find("its own text"), std::string::npos) << picture;
  EXPECT_EQ(run.finish(), 3);
  EXPECT_FALSE(run.screen.on_other_screen());
  EXPECT_TRUE(run.screen.shows_cursor());
  EXPECT_NE(run.screen.text().find("ended with exit code 3"), std::string::npos) << run.screen.text();
}

TEST_F(Service, ViewFitsASmallWindowAndEndsWithASignal) {
  OnTerminal run(shell.place.folder(), "run -- ./service 100", 5);
  EXPECT_TRUE(run.read_until("P0"));
  const winsize larger{.ws_row = 5, .ws_col = 30, .ws_xpixel = 0, .ws_ypixel = 0};
  ::ioctl(run.terminal, TIOCSWINSZ, &larger);
  ::kill(run.pid, SIGINT);
  EXPECT_EQ(run.finish(), 7);
  EXPECT_FALSE(run.screen.on_other_screen());
  EXPECT_TRUE(run.screen.shows_cursor());
}

TEST_F(Service, NoViewLeavesTheScreenAlone) {
  OnTerminal run(shell.place.folder(), "run --no-view -- ./service 2", 24);
  EXPECT_EQ(run.finish(), 0);
  EXPECT_EQ(run.all.find("\x1b[?"), std::string::npos) << run.all;
  EXPECT_EQ(run.all.find("\x1b[H"), std::string::npos) << run.all;
}

}  // namespace
}  // namespace schedlitmus::e2e
