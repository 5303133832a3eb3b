// The P, M and G lines under a detailed SCHED line. Each text begins at the
// letter. From 1.2, 1.13 and 1.26:
//   P0: status=1 schedtick=13 syscalltick=0 m=2 runqsize=0/128 gfreecnt=0
//   M3: p=1 curg=8 mallocing=0 throwing=0 preemptoff=GC mark termination locks=0 dying=0 spinning=false ... lockedg=-1
//   G14: status=4(timer goroutine (idle)) m=nil lockedm=nil
// Strict like the header: keys in the runtime's order, each once, nothing
// glued to a number. Unknown keys with plain values are kept.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "trace/header_line.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::trace {

using UnknownKeys = std::vector<std::pair<std::string_view, std::string_view>>;

/// `timers`: the dialect prints timerslen, so that a line without it is cut.
[[nodiscard]] LineReading parse_proc(std::string_view text, bool timers, Proc& into, UnknownKeys& unknown);
[[nodiscard]] LineReading parse_machine(std::string_view text, Machine& into, UnknownKeys& unknown);
[[nodiscard]] LineReading parse_goroutine(std::string_view text, Goroutine& into, UnknownKeys& unknown);

}  // namespace schedlitmus::trace
