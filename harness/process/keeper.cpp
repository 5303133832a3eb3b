#include "process/keeper.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>

namespace schedlitmus::process {
namespace {

/// Of 100 ms: a process may be out of our reach (set-user-id).
constexpr int kMostTurnsWithoutDeath = 50;

std::int64_t monotonic_ns() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

std::int64_t microseconds(const timeval& value) noexcept {
  return static_cast<std::int64_t>(value.tv_sec) * 1'000'000 + value.tv_usec;
}

std::int64_t cpu_us(int whose) noexcept {
  rusage usage{};
  ::getrusage(static_cast<__rusage_who>(whose), &usage);
  return microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
}

/// Calls `use` with the pid of each child of this process, zombies too.
/// False: the kernel does not list them (no CONFIG_PROC_CHILDREN).
template <class Use>
bool for_each_child(Use use) noexcept {
  const int file = ::open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  char text[4096];
  pid_t pid = 0;
  for (;;) {
    const ssize_t size = ::read(file, text, sizeof text);
    if (size <= 0) break;
    for (ssize_t i = 0; i < size; ++i) {
      if (text[i] >= '0' && text[i] <= '9') {
        pid = pid * 10 + (text[i] - '0');
      } else if (pid > 0) {
        use(pid);
        pid = 0;
      }
    }
  }
  ::close(file);
  return true;
}

class Keeper {
 public:
  Keeper(int channel, pid_t program, std::int64_t begin_ns, std::int64_t copied_rss_kib) noexcept
      : line_(channel), orders_(channel), program_(program), begin_ns_(begin_ns) {
    report_.program = program;
    report_.copied_rss_kib = copied_rss_kib;
  }

  [[noreturn]] void run() noexcept {
    sigset_t child_signal;
    ::sigemptyset(&child_signal);
    ::sigaddset(&child_signal, SIGCHLD);
    children_ = ::signalfd(-1, &child_signal, SFD_CLOEXEC | SFD_NONBLOCK);
    send(KeeperReport::What::started);
    while (!reap_ended()) {
      pollfd ready[2] = {{orders_, POLLIN, 0}, {children_, POLLIN, 0}};
      ::poll(ready, 2, -1);
      forget_signals();
      if (ready[0].revents != 0) obey();
    }
    end_leftovers();
    report_.tree_cpu_us = cpu_us(RUSAGE_CHILDREN) + cpu_us(RUSAGE_SELF);
    ::_exit(send(KeeperReport::What::ended));
  }

 private:
  /// Gives errno, 0 where it was sent.
  int send(KeeperReport::What what) noexcept {
    report_.what = what;
    return ::send(line_, &report_, sizeof report_, MSG_NOSIGNAL) < 0 ? errno : 0;
  }

  void forget_signals() const noexcept {
    signalfd_siginfo seen{};
    while (::read(children_, &seen, sizeof seen) > 0) {
    }
  }

  void signal_program(int signal) noexcept {
    report_.stopped = 1;
    group_killed_ = group_killed_ || signal == SIGKILL;
    ::kill(-program_, signal);
    // It may have left its group, or not have made it yet.
    if (::getpgid(program_) != program_) ::kill(program_, signal);
  }

  void obey() noexcept {
    if (orders_ < 0) return;
    char order[kOrderBytes] = {};
    const ssize_t size = ::recv(orders_, order, sizeof order, MSG_DONTWAIT);
    if (size > 0 && order[0] == static_cast<char>(Order::signal)) {
      signal_program(order[1]);
    } else if (size >= 0 || (errno != EAGAIN && errno != EINTR)) {
      signal_program(SIGKILL);  // ordered, or schedlitmus is gone
      if (size <= 0) orders_ = -1;
    }
  }

  /// Reaps what has ended so far; true when the program was among it.
  bool reap_ended() noexcept {
    for (;;) {
      rusage usage{};
      int status = 0;
      const pid_t pid = ::wait4(-1, &status, WNOHANG, &usage);
      if (pid == program_) {
        report_.status = status;
        report_.wall_ns = monotonic_ns() - begin_ns_;
        report_.user_us = microseconds(usage.ru_utime);
        report_.system_us = microseconds(usage.ru_stime);
        report_.max_rss_kib = usage.ru_maxrss;
        return true;
      }
      if (pid == 0 || (pid < 0 && errno != EINTR)) return false;
    }
  }

  /// Every process below us that is still there is, or becomes by the death of
  /// its parents, a child of ours: kill the children until there are none.
  void end_leftovers() noexcept {
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {
    }
    for (int idle = 0; idle < kMostTurnsWithoutDeath;) {
      if (!for_each_child([](pid_t pid) { ::kill(pid, SIGKILL); })) {
        ::kill(-program_, SIGKILL);
        return;
      }
      siginfo_t ended{};
      if (::waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) != 0) return;
      if (ended.si_pid == 0) {
        pollfd ready = {children_, POLLIN, 0};
        idle = ::poll(&ready, 1, 100) == 0 ? idle + 1 : idle;
        forget_signals();
        continue;
      }
      const bool with_the_group = group_killed_ && ::getpgid(ended.si_pid) == program_;
      if (ended.si_code == CLD_KILLED && ended.si_status == SIGKILL && !with_the_group) ++report_.leftovers;
      ::waitpid(ended.si_pid, nullptr, 0);
      idle = 0;
    }
  }

  int line_;
  int orders_;  ///< the line as long as orders can come; then -1
  int children_ = -1;
  pid_t program_;
  std::int64_t begin_ns_;
  bool group_killed_ = false;
  KeeperReport report_;
};

}  // namespace

int become_keeper(int channel) noexcept {
  const pid_t keeper = ::getpid();
  // Its own group: a Ctrl-C on the terminal is schedlitmus's to answer.
  if (::setpgid(0, 0) != 0 || ::prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) return -1;
  rusage copied{};
  ::getrusage(RUSAGE_SELF, &copied);
  const std::int64_t begin_ns = monotonic_ns();
  const pid_t program = ::fork();
  if (program < 0) return -1;
  if (program == 0) {
    // A program without its keeper would be out of reach.
    if (::setpgid(0, 0) != 0 || ::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return -1;
    if (::getppid() != keeper) ::_exit(1);
    return 0;
  }
  ::prctl(PR_SET_NAME, "run-keeper");
  // The harness's own streams too: whoever reads them must see their end.
  if (channel > 0) ::syscall(SYS_close_range, 0U, static_cast<unsigned>(channel) - 1, 0U);
  ::syscall(SYS_close_range, static_cast<unsigned>(channel) + 1, ~0U, 0U);
  Keeper(channel, program, begin_ns, copied.ru_maxrss).run();
}

}  // namespace schedlitmus::process
