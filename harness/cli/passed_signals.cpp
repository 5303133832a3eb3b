#include "cli/passed_signals.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

#include "process/launcher.hpp"

namespace schedlitmus::cli {

namespace {

constexpr auto kSignals = std::to_array<int>({SIGINT, SIGTERM, SIGHUP, SIGPIPE});

std::atomic<pid_t> group{0};
std::atomic<int> last_signal{0};
static_assert(std::atomic<pid_t>::is_always_lock_free, "used in a signal handler");

std::array<struct sigaction, kSignals.size()>& before() {
  static std::array<struct sigaction, kSignals.size()> kept{};
  return kept;
}

void on_signal(int signal) {
  const int kept = errno;
  if (last_signal.exchange(signal) != 0)
    process::request_interrupt();
  else
    PassedSignals::send(signal);
  errno = kept;
}

}  // namespace

PassedSignals::PassedSignals() {
  struct sigaction action{};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    if (kSignals[i] == SIGPIPE) action.sa_handler = SIG_IGN;
    ::sigaction(kSignals[i], &action, &before()[i]);
  }
}

PassedSignals::~PassedSignals() {
  forget();
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &before()[i], nullptr);
}

void PassedSignals::pass_to(pid_t to) {
  group.store(to);
  if (const int signal = last_signal.load(); signal != 0) ::kill(-to, signal);
}

void PassedSignals::send(int signal) {
  if (const pid_t to = group.load(); to > 0) ::kill(-to, signal);
}

void PassedSignals::forget() { group.store(0); }

int PassedSignals::last() { return last_signal.load(); }

}  // namespace schedlitmus::cli
