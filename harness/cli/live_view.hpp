// A running program as a picture of lines: Ps with their queues, threads,
// goroutines, and the last of what it printed. Pure: what is shown is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "trace/sample.hpp"

namespace schedlitmus::cli {

/// What a picture needs of a sample, which lives shorter.
struct LiveSample {
  struct P {
    std::string state;  ///< "running", "idle", ...; empty: the trace does not tell
    std::int64_t queue = 0;
    std::optional<std::int64_t> m, g;
  };
  Millis time{};
  std::vector<P> procs;
  std::int64_t idle_procs = 0, global_queue = 0;
  std::int64_t threads = 0, idle_threads = 0, spinning_threads = 0;
  bool detailed = false;
  bool stopping = false;                                        ///< the world is being stopped
  std::int64_t threads_with_p = 0;                              ///< the last three of detailed samples only
  std::int64_t gc_workers = 0;                                  ///< that run
  std::int64_t goroutines = 0;                                  ///< that live
  std::vector<std::pair<std::string, std::int64_t>> by_status;  ///< "running", "runnable", ...; none is 0
  std::vector<std::pair<std::string, std::int64_t>> by_reason;  ///< of the waiting, most frequent first
};
[[nodiscard]] LiveSample live_sample(const trace::Sample& sample);

struct LivePicture {
  std::string title;  ///< the command
  std::int32_t pid = 0;
  Millis since{};                   ///< the command's start
  std::optional<double> cpu_share;  ///< of one CPU: 1.5 is one and a half
  std::optional<LiveSample> sample;
  std::vector<std::string> output;  ///< the last lines that it printed
  std::string note;                 ///< at the bottom: "SIGINT sent, ..."; may be empty
};

/// At most `height` lines of at most `width` columns, for a terminal with colours or without.
[[nodiscard]] std::vector<std::string> draw(const LivePicture& picture, std::size_t width, std::size_t height,
                                            bool colour);
/// One line for a log.
[[nodiscard]] std::string in_one_line(const LiveSample& sample);

}  // namespace schedlitmus::cli
