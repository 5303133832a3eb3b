// The keeper: a small process between us and each program.
//
//     schedlitmus --- keeper --- program --- its children ...
//
// It is the program's parent and the reaper of all its orphans, so whatever
// the program started, however deep and in whatever session, becomes the
// keeper's child in the end and can be found without looking at any other
// process, also when several programs run at once. It ends them when the
// program has ended, or when schedlitmus is gone (kill -9 included): then its
// end of the channel is closed.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>

namespace schedlitmus::process {

/// The first of the two bytes of an order on the channel, from schedlitmus to the keeper.
enum class Order : char {
  signal = 'S',  ///< the second byte is the signal that the program's group gets
  kill = 'K',    ///< SIGKILL to the program's group
};
inline constexpr std::size_t kOrderBytes = 2;

/// One message on the channel, from the keeper to schedlitmus.
struct KeeperReport {
  enum class What : std::int32_t { started, ended };
  What what = What::started;
  pid_t program = 0;
  // Of `ended`; all its processes are gone by then:
  std::int32_t status = 0;     ///< as wait(2) has it
  std::int32_t stopped = 0;    ///< 1: it ended after an order of ours
  std::int32_t leftovers = 0;  ///< processes that outlived it and were ended; not those of a group that an order ended
  std::int64_t wall_ns = 0;    ///< fork to end
  std::int64_t user_us = 0;    ///< CPU time, with that of the children it waited for
  std::int64_t system_us = 0;  ///< likewise
  std::int64_t tree_cpu_us =
      0;  ///< CPU time of all the run's processes and the keeper; not of children whose parent ignored SIGCHLD
  std::int64_t max_rss_kib = 0;     ///< as the kernel has it: never below copied_rss_kib
  std::int64_t copied_rss_kib = 0;  ///< what the copy of schedlitmus had in memory before exec
};

/// Turns the calling process, a fork of schedlitmus, into a keeper and forks
/// once more. Returns 0 in that child, which is to become the program, and -1
/// (errno says why) when there could be none; does not return in the keeper.
/// All signals must be blocked. Only async-signal-safe calls from here on:
/// other threads of schedlitmus may have held any lock at the fork.
[[nodiscard]] int become_keeper(int channel) noexcept;

}  // namespace schedlitmus::process
