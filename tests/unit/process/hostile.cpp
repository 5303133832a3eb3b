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

}  // namespace

int main(int argc, char** argv) {
  const Words words(argv + 1, argv + argc);
  const std::map<std::string, std::function<int(const Words&)>> acts{
      {"writes", writes}, {"large", large},   {"family", family},
      {"reopen", reopen}, {"memory", memory}, {"shared_memory", shared_memory},
      {"cpus", cpus},     {"spin", spin},
  };
  return acts.at(words.at(0))(words);
}
