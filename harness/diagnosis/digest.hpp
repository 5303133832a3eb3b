// What the rules ask of a sample, counted in one pass over its lines.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "trace/sample.hpp"

namespace schedlitmus::diagnosis {

/// Which part of a sample a goroutine plays for the rules.
enum class Part : std::uint8_t {
  dead,
  ready,      ///< status runnable
  running,    ///< status running, not of the collector
  call,       ///< in a system call or in C
  timers,     ///< the timers' goroutine, with a timer to wait for (up to 1.13)
  sleeper,    ///< in a call, but its M is parked: the runtime's own way to wait, as for a signal
  waiting,    ///< parked
  collector,  ///< a goroutine of the collector on its M, or one that helps it or waits to do so
  system,     ///< one of the runtime's own, parked
};
/// `sample` has its M lines.
[[nodiscard]] Part part_of(const trace::Sample& sample, const trace::Goroutine& g);

/// Waiting to hand something over, or for a lock.
[[nodiscard]] bool is_backlog(std::string_view waitreason);

struct Digest {
  Millis time{};
  std::int64_t procs = 0, idle_procs = 0, threads = 0, idle_threads = 0;
  std::int64_t spinning = 0;                  ///< threads with a P that look for work
  std::int64_t queued = 0;                    ///< in all run queues
  std::optional<std::int64_t> longest;        ///< of the local queues
  bool stopping = false;                      ///< gcwaiting and stopwait
  std::optional<std::int64_t> rounds, calls;  ///< sums of schedtick and syscalltick
  std::optional<std::int64_t> timers;         ///< sum of timerslen
  // With all G lines only:
  bool has_goroutines = false;
  std::int64_t goroutines = 0;  ///< that live
  std::int64_t ready = 0, running = 0, in_call = 0, sleepers = 0, waiting = 0, collector = 0;
  std::int64_t held = 0;                       ///< in a call, with a thread and without a P
  std::int64_t backlog = 0;                    ///< see is_backlog
  std::int64_t locked = 0, locked_active = 0;  ///< without those in a call: up to 1.9 each call of C locks
  std::int64_t wakeable = 0;                   ///< waiting for something from outside; and:
  std::int64_t timer_goroutines = 0;           ///< with a timer to wait for (up to 1.13)
  std::vector<std::int64_t> asleep;            ///< ids of those in "sleep", two at most
  std::int64_t receivers = 0;                  ///< waiting to receive: a signal could wake one
};

/// Nothing where the header lacks what all rules need.
[[nodiscard]] std::optional<Digest> digest(const trace::Sample& sample);

}  // namespace schedlitmus::diagnosis
