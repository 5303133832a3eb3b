// Lines in, samples and the program's own text out. Decides for each line what
// it is: a header, a part of a sample, the remains of a torn line, or text.
//   assembler.cpp          what a line is, text, delivery
//   assembler_headers.cpp  SCHED lines
//   assembler_details.cpp  P, M and G lines
//   assembler_folds.cpp    lines that pasting or a terminal has folded
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "trace/block.hpp"
#include "trace/health.hpp"
#include "trace/line_shape.hpp"
#include "trace/process_tracks.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::trace {

class Assembler {
 public:
  Assembler(Sink& sink, Health& account, Writer writer = {}, ProcessTracks tracks = ProcessTracks())
      : sink_(sink), health_(account), tracks_(std::move(tracks)) {
    block_.set_process(writer);
  }

  /// A line with its end. `ended`: false for what is left when the stream ends.
  void line(std::string_view line, bool ended);
  /// A line that was there and cannot be believed: 'S', 'P', 'M' or 'G'.
  void lose_line(char kind, std::string_view line);
  /// The last line's last value cannot be believed.
  void doubt_last_line(std::string_view why);
  /// A piece of a line that is too long to be one of the trace.
  void long_text(std::string_view piece, bool first);
  /// The stream has ended; the last line was handed over before.
  void finish();

  /// Canonical G lines at `at`, the beginning of a line, are taken at once.
  const char* goroutine_run(const char* at, const char* end) {
    if (!block_.expects_goroutines() || !fold_.text.empty()) return at;
    const char* const next = block_.add_goroutines(at, end, health_.lines);
    if (next != at) {
      line_just_before_ = true;
      torn_detail_lines_ = 0;
    }
    return next;
  }

  [[nodiscard]] const Health& health() const { return health_; }

 private:
  /// The beginning of a line that goes on in the next one.
  struct Fold {
    char kind = 0;  ///< 'S', 'P' or 'M'
    int parts = 0;
    std::string text;  ///< empty: none
  };

  // What a line can be, tried in this order; true: it was that.
  bool continue_fold(std::string_view text);
  bool detail_line(std::string_view text, bool ended);
  bool header_line(std::string_view text, bool ended);
  bool remains(std::string_view text, bool ended);

  void header_part(std::string_view part, bool last, bool ended);
  void accept_header(std::string_view line, std::size_t used);
  void lose_header(Reading why, std::string_view example);
  void open_block(std::string_view line);
  void text_before_header(std::string_view before);

  LineReading parse_detail(char kind, std::string_view text);
  void add_detail(char kind);
  bool orphan(std::string_view text);
  bool detail_at(std::string_view text, DetailSpot spot, bool ended);
  bool accept_detail(char kind, std::string_view line, std::size_t used);
  void damage_detail(char kind, Reading why, std::string_view line);
  void text_before_detail(std::string_view before);
  void expect_line_end();
  bool end_remains(std::string_view text);
  bool block_remains(std::string_view text);

  bool doubt_last_value(std::string_view text);

  void start_fold(char kind, std::string_view text);
  bool try_fold(const std::string& joined);
  void give_up_fold(bool at_end);

  void close_block(bool at_end = false);
  void text(std::string_view text);
  /// The rest of the line under way, with the line's end.
  void text_to_line_end(std::string_view rest);
  void count(Trouble trouble, std::string_view example) { health_.count(trouble, health_.lines, example); }

  Sink& sink_;
  Health& health_;
  Block block_;
  ProcessTracks tracks_;
  HeaderLine header_;
  Proc proc_;
  Machine machine_;
  Goroutine goroutine_;
  UnknownKeys unknown_;
  Fold fold_;
  std::string clean_;              ///< a line without its colours
  std::string head_;               ///< the open block's SCHED line, for the account
  std::string prefix_shape_;       ///< of what stood before the last header
  std::string_view raw_;           ///< the line under way, with its end
  std::size_t longest_head_ = 0;   ///< of the headers that stood on one line
  bool provisional_ = false;       ///< text stands behind the header: a sample only if P lines follow
  bool line_just_before_ = false;  ///< the line before was a whole one of the block
  bool remains_before_ = false;    ///< what stands before the header on this line is a torn line's
  int torn_header_lines_ = 0;      ///< for so many lines the rest of a torn header may come
  int torn_detail_lines_ = 0;
  bool repaired_ = false;  ///< those are the rest of a line that was repaired
};

/// Other writers put a few lines at most between the parts of a torn line.
inline constexpr int kPatience = 8;

}  // namespace schedlitmus::trace
