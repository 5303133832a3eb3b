#include "process/interrupt.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "process/launcher.hpp"

namespace schedlitmus::process {
namespace {

std::atomic<bool> asked{false};
std::atomic<int> event{-1};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free,
              "used in a signal handler");

void tell(int descriptor) noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(descriptor, &one, sizeof one);
}

/// After a second signal the keepers end what runs: they see our death.
void on_signal(int signal) {
  const int kept = errno;
  if (interrupted()) ::_exit(128 + signal);
  request_interrupt();
  errno = kept;
}

}  // namespace

int interrupt_descriptor() {
  static const int descriptor = [] {
    const int made = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    event.store(made);
    if (asked.load()) tell(made);
    return made;
  }();
  return descriptor;
}

void request_interrupt() noexcept {
  asked.store(true);
  const int descriptor = event.load();
  if (descriptor >= 0) tell(descriptor);
}

bool interrupted() noexcept { return asked.load(); }

void install_interrupt_handlers() {
  (void)interrupt_descriptor();
  struct sigaction action{};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace schedlitmus::process
