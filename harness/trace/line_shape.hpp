// What a line looks like before it is read: where a trace line begins in it,
// what stands around it, and whether it is the remains of a torn one.
#pragma once

#include <string>
#include <string_view>

namespace schedlitmus::trace {

/// Without the carriage returns at its end.
[[nodiscard]] std::string_view without_line_end(std::string_view line);
/// Without ANSI escape sequences (ESC [ ... letter).
[[nodiscard]] std::string without_colours(std::string_view line);
[[nodiscard]] std::string_view without_blanks(std::string_view text);

/// Where a P, M or G line begins in a line.
struct DetailSpot {
  char kind = 0;          ///< 'P', 'M', 'G'; 0: nowhere
  std::size_t begin = 0;  ///< of the letter
};
/// At the line's beginning, after blanks: a letter, digits and a colon.
[[nodiscard]] DetailSpot detail_at_start(std::string_view line);
/// Behind a log's prefix or text without a newline: " G12: status=".
[[nodiscard]] DetailSpot detail_inside(std::string_view line);

/// Whether it begins as the pattern: '9' stands for a digit, 'A' for a letter,
/// '_' for a digit or a blank; any other character for itself.
[[nodiscard]] bool begins_like(std::string_view text, std::string_view pattern);

/// What container runtimes, journald, docker compose and kubectl put before
/// each line: "2026-01-01T00:00:00Z stderr F ", "Nov 22 03:21:09 host unit[123]: ", "web-1  | ", "[pod/web] ".
[[nodiscard]] bool is_log_prefix(std::string_view text);
/// Equal prefixes but for their numbers.
[[nodiscard]] std::string shape_of(std::string_view prefix);

/// What people write behind a line: "-- Thread M3 / Processor P0", "# here", "<- this".
[[nodiscard]] bool is_remark(std::string_view rest);
/// "..." and its like, for left-out lines.
[[nodiscard]] bool is_elision(std::string_view line);

/// The end of a P, M or G line whose beginning another writer's text took
/// away: `14: status=4(sleep) m=nil lockedm=nil`, ` m=3 runqsize=0 gfreecnt=0`.
[[nodiscard]] bool is_detail_tail(std::string_view line);
/// A P, M or G line torn so that neither its beginning nor its end stands
/// alone: `  G4{"level":...}`, and then `: status=1(sleep) m=3 lockedm=1[17] text`.
/// Its letter; 0: not one.
[[nodiscard]] char torn_detail_kind(std::string_view line);
/// A mere value, as it can be left over at the end of a torn line.
[[nodiscard]] bool is_value_tail(std::string_view line);
/// The end of a SCHED line: ` idleprocs=1 threads=5 runqueue=0 [0 0]`.
[[nodiscard]] bool is_header_tail(std::string_view line);
/// "SCHED", perhaps with the time, as the last thing before the stream ended.
[[nodiscard]] bool is_cut_header(std::string_view line);

}  // namespace schedlitmus::trace
