#include "process/keeper_end.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

namespace schedlitmus::process {
namespace {

/// One whose line has ended is about to be a zombie, with a status that tells why.
constexpr int kTurns = 20;
constexpr std::chrono::milliseconds kTurn{5};

std::string describe(int wait_status) {
  if (!WIFSIGNALED(wait_status)) return fmt::format("exited with code {}", WEXITSTATUS(wait_status));
  const int signal = WTERMSIG(wait_status);
  return fmt::format("was killed by signal {} ({})", signal, ::strsignal(signal));
}

}  // namespace

KeeperEnd::~KeeperEnd() {
  if (!is_gone_) (void)lost();
}

std::string KeeperEnd::lost() {
  std::string how = "was still there, and was killed then";
  for (int turn = 0; turn < kTurns && !is_gone_; ++turn) {
    if (turn > 0) std::this_thread::sleep_for(kTurn);
    const auto status = reap(WNOHANG);
    if (is_gone_) how = status ? describe(*status) : "was waited for by somebody else";
  }
  if (!is_gone_) ::kill(keeper_, SIGKILL);
  if (program_ > 0) ::kill(-program_, SIGKILL);
  if (!is_gone_) (void)reap(0);
  return fmt::format("the process that kept it (pid {}) {}", keeper_, how);
}

/// Its wait status; nothing: it has not ended, or nobody can tell any more.
std::optional<int> KeeperEnd::reap(int options) {
  int status = 0;
  pid_t ended = -1;
  do {
    ended = ::waitpid(keeper_, &status, options);
  } while (ended < 0 && errno == EINTR);
  is_gone_ = ended != 0;
  return ended == keeper_ ? std::optional(status) : std::nullopt;
}

}  // namespace schedlitmus::process
