// Peak memory and time of the program for traces from a pipe:
//   pipe_memory SCHEDLITMUS
// Detailed traces of 100 MB, 300 MB and 1 GB with 1,000 goroutines, one of 1 GB
// with 100,000, a summary trace of 1 GB; samples printed to /dev/null and not.
// Exit code 1: more than 64 MB without samples.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/trace_maker.hpp"

namespace {

constexpr std::size_t kMega = 1000 * 1000;
constexpr long kMostMemory = 64L * 1024;  // ru_maxrss is in KiB

struct Cost {
  long peak = 0;  ///< KiB
  double cpu = 0, wall = 0;
  int status = -1;
};

void write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Cost feed(const std::vector<std::string>& command, std::size_t bytes, int goroutines) {
  int pipe_ends[2] = {-1, -1};
  if (::pipe2(pipe_ends, O_CLOEXEC) != 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[0], 0);
  for (const int file : {1, 2}) posix_spawn_file_actions_addopen(&actions, file, "/dev/null", O_WRONLY, 0);
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const auto begin = std::chrono::steady_clock::now();
  pid_t pid = 0;
  if (::posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environ) != 0) return {};
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe_ends[0]);
  schedlitmus::trace::TraceMaker maker;
  std::string sample;
  for (std::size_t done = 0; done < bytes; done += sample.size()) {
    sample.clear();
    maker.append(sample, goroutines);
    write_all(pipe_ends[1], sample);
  }
  ::close(pipe_ends[1]);
  Cost cost;
  rusage usage{};
  ::wait4(pid, &cost.status, 0, &usage);
  cost.wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  cost.peak = usage.ru_maxrss;
  cost.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  return cost;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::fputs("usage: pipe_memory SCHEDLITMUS\n", stderr);
    return 64;
  }
  std::signal(SIGPIPE, SIG_IGN);
  struct Trace {
    std::size_t bytes;
    int goroutines;
  };
  bool good = true;
  std::puts("samples    trace      goroutines  peak MiB  CPU s   wall s  MB per CPU s");
  for (const bool samples : {false, true}) {
    for (const auto [bytes, goroutines] :
         {Trace{100 * kMega, 1000}, Trace{300 * kMega, 1000}, Trace{1000 * kMega, 1000}, Trace{1000 * kMega, 100000},
          Trace{1000 * kMega, 0}}) {
      std::vector<std::string> command = {words[1], "parse", "-"};
      if (!samples) command.insert(command.end(), {"--no-samples", "--health"});
      const auto cost = feed(command, bytes, goroutines);
      std::printf("%-8s %6zu MB  %12d  %8.1f  %5.2f  %7.2f  %12.0f\n", samples ? "printed" : "none", bytes / kMega,
                  goroutines, static_cast<double>(cost.peak) / 1024, cost.cpu, cost.wall,
                  static_cast<double>(bytes / kMega) / cost.cpu);
      std::fflush(stdout);
      good = good && cost.status == 0 && (samples || cost.peak < kMostMemory);
    }
  }
  return good ? 0 : 1;
}
