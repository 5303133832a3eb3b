// A program that does what the tests of the launcher ask: hostile WORD [ARG...]
#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace {

using Words = std::vector<std::string>;

std::size_t number(const Words& words, std::size_t at) { return std::stoul(words.at(at)); }

/// One write(2); the errno of one that failed is said on stdout.
void write_err(const std::string& text) {
  if (::write(STDERR_FILENO, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    std::printf("write of %zu: %s\n", text.size(), std::strerror(errno));
  }
}

/// Writes of 1, 2, .. n bytes of one letter each, then an empty one.
int writes(const Words& words) {
  for (std::size_t size = 1; size <= number(words, 1); ++size) {
    write_err(std::string(size, static_cast<char>('a' + size % 26)));
  }
  write_err("");
  return 0;
}

/// One write of n bytes.
int large(const Words& words) {
  write_err(std::string(number(words, 1), 'x'));
  return 0;
}

/// n processes write m lines each, at the same time, each line with its writer's pid.
int family(const Words& words) {
  for (std::size_t child = 0; child < number(words, 1); ++child) {
    if (::fork() == 0) {
      const std::string line = std::to_string(::getpid()) + "\n";
      for (std::size_t i = 0; i < number(words, 2); ++i) {
        write_err(line);
      }
      ::_exit(0);
    }
  }
  while (::wait(nullptr) > 0) {
  }
  return 0;
}

/// Opens its own stderr by name, and reads from it.
int reopen(const Words& /*words*/) {
  const int fd = ::open("/dev/stderr", O_WRONLY);
  std::printf("open: %s\n", fd < 0 ? std::strerror(errno) : "ok");
  char byte = 0;
  std::printf("read: %zd\n", ::read(STDERR_FILENO, &byte, 1));
  return 0;
}

/// n children that each touch m MiB and stay.
int memory(const Words& words) {
  for (std::size_t child = 0; child < number(words, 1); ++child) {
    if (::fork() == 0) {
      const std::string touched(number(words, 2) << 20U, 'x');
      ::pause();
      ::_exit(touched.back() == 'x' ? 0 : 1);
    }
  }
  ::pause();
  return 0;
}

/// Touches m MiB, which n children then share, for a moment.
int shared_memory(const Words& words) {
  const std::string touched(number(words, 2) << 20U, 'x');
  for (std::size_t child = 0; child < number(words, 1); ++child) {
    if (::fork() == 0) {
      ::usleep(400'000);
      ::_exit(touched.back() == 'x' ? 0 : 1);
    }
  }
  while (::wait(nullptr) > 0) {
  }
  return 0;
}

/// The CPUs it may use, each on a line.
int cpus(const Words& /*words*/) {
  cpu_set_t set;
  CPU_ZERO(&set);
  ::sched_getaffinity(0, sizeof set, &set);
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(cpu, &set)) std::printf("%d\n", cpu);
  }
  return 0;
}

/// Uses a CPU for n milliseconds of it.
int spin(const Words& words) {
  while (std::clock() * 1000 / CLOCKS_PER_SEC < static_cast<long>(number(words, 1))) {
  }
  return 0;
}

/// Says its pid in the file of that name.
void note_pid(const std::string& file) {
  const std::string text = std::to_string(::getpid()) + "\n";
  const int fd = ::open((file + ".new").c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
  if (::write(fd, text.data(), text.size()) < 0) ::abort();
  ::close(fd);
  ::rename((file + ".new").c_str(), file.c_str());
}

bool exists(const std::string& file) { return ::access(file.c_str(), F_OK) == 0; }

void ignore_all_signals() {
  for (int signal = 1; signal < NSIG; ++signal) {
    ::signal(signal, SIG_IGN);
  }
}

/// By the book: double fork, a session of its own, no descriptor kept, deaf to
/// signals. The program ends with code 3 when its daemon is there.
int leave_daemon(const Words& words) {
  if (::fork() == 0) {
    ::setsid();
    if (::fork() != 0) ::_exit(0);
    ignore_all_signals();
    for (int fd = 0; fd < 1024; ++fd) {
      ::close(fd);
    }
    note_pid(words.at(1));
    for (;;) {
      ::pause();
    }
  }
  ::wait(nullptr);
  while (!exists(words.at(1))) {
    ::usleep(1000);
  }
  return 3;
}

/// A child that keeps both streams open, and goes on writing, when its parent has ended.
int heir(const Words& words) {
  if (::fork() == 0) {
    ignore_all_signals();
    write_err("child\n");
    note_pid(words.at(1));
    for (;;) {
      ::usleep(1000);
      write_err("again\n");
    }
  }
  while (!exists(words.at(1))) {
    ::usleep(1000);
  }
  write_err("parent\n");
  return 4;
}

/// Becomes itself again, n times, with a write from each life.
int reexec(const Words& words) {
  write_err("life " + words.at(1) + "\n");
  if (words.at(1) == "0") return 5;
  const std::string less = std::to_string(number(words, 1) - 1);
  ::execl("/proc/self/exe", "hostile", "reexec", less.c_str(), nullptr);
  return 1;
}

/// Forks without end from both sides, each in a session of its own, for as long as it may.
int multiply(const Words& words) {
  for (std::size_t i = 0; i < number(words, 1); ++i) {
    if (::fork() == 0) {
      ::setsid();
      ignore_all_signals();
      // An orphan before its parent is found, as often as not.
      if (::fork() != 0) ::_exit(0);
    }
  }
  ::pause();
  return 0;
}

/// Kills the process that keeps it, having left nothing but its group.
int parricide(const Words& words) {
  if (::fork() == 0) {
    note_pid(words.at(1));
    ::pause();
  }
  while (!exists(words.at(1))) {
    ::usleep(1000);
  }
  ::kill(::getppid(), SIGKILL);
  ::pause();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const Words words(argv + 1, argv + argc);
  const std::map<std::string, std::function<int(const Words&)>> acts{
      {"writes", writes}, {"large", large},         {"family", family},
      {"reopen", reopen}, {"memory", memory},       {"shared_memory", shared_memory},
      {"cpus", cpus},     {"daemon", leave_daemon}, {"heir", heir},
      {"reexec", reexec}, {"multiply", multiply},   {"parricide", parricide},
      {"spin", spin},
  };
  return acts.at(words.at(0))(words);
}
