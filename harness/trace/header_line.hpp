// The SCHED line, from all dialects (1.2, 1.24, 1.26, 1.20 detailed):
//   SCHED 0ms: gomaxprocs=2 idleprocs=1 threads=2 idlethreads=0 runqueue=0 [0 0]
//   SCHED 0ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=1 needspinning=0 idlethreads=1 runqueue=0 [1 0]
//   SCHED 9ms: gomaxprocs=2 ... runqueue=0 [ 0 0 ] schedticks=[ 1 3 ]
//   SCHED 9ms: gomaxprocs=2 ... runqueue=0 gcwaiting=false nmidlelocked=0 stopwait=0 sysmonwait=false
// Rejected: keys out of order, twice or missing, digits glued to a number, a
// list without gomaxprocs entries, more idle Ps than Ps or idle threads than
// threads. The grammar is this strict because other writers to the same stderr
// land inside the line: a header is read right or not at all.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "support/duration.hpp"
#include "trace/fields.hpp"
#include "trace/scan.hpp"

namespace schedlitmus::trace {

struct HeaderLine {
  Millis time{};
  FieldValues<HeaderField, kHeaderFields> header;
  bool detailed = false;
  bool without_ticks = false;            ///< a list as 1.25 prints it, and the schedticks that should follow do not
  std::vector<std::int64_t> local;       ///< of a summary
  std::vector<std::int64_t> schedticks;  ///< of a summary from 1.25 on
  std::vector<std::pair<std::string_view, std::string_view>> extra;  ///< unknown keys, into the text

  void clear();
};

struct LineReading {
  Reading reading = Reading::torn;
  std::size_t used = 0;  ///< whole: bytes of the line; else where it stopped to make sense
};

/// The literal that every SCHED line has, and that no release prints elsewhere.
inline constexpr std::string_view kHeaderMark = "ms: gomaxprocs=";

/// Where the next mark is at or behind `from`; npos: nowhere.
[[nodiscard]] std::size_t find_header_mark(std::string_view text, std::size_t from = 0);

/// Reads a text that begins with "SCHED ". What follows the line's grammar is
/// left to the caller: `used` tells how much it was.
[[nodiscard]] LineReading parse_header(std::string_view text, HeaderLine& into);

}  // namespace schedlitmus::trace
