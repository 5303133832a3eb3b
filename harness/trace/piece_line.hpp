// One trace line out of the messages of one process. The runtime writes each
// argument of print with its own write(2), so that a message is one piece:
//   "SCHED " "12" "ms: gomaxprocs=" "2" " idleprocs=" "0" ... " runqueue=" "5"
//   " [" "4" " " "0" "]\n"                                     (1.2 to 1.4)
//   " " "[" "4" " " "0" "]\n"                                  (1.5 to 1.24)
//   " " "[ " "4" " " "0" " ]" " schedticks=[ " "1" " " "3" " " "]\n"  (1.25)
//   "  G" "7" ": status=" "4" "(" "sleep" ") m=" "-" "1" " lockedm=" "nil" "\n"
// (-1 came as two pieces until 1.26; 1.2 writes an empty text too, as an empty
// message; the others write none.)
//
// A message that is not a piece which can come next is another writer's. One
// that can be is taken; when a second message then turns up that could be the
// same value, one of the two is foreign and nobody can tell which: the line is
// doubtful, unless both say the same. Where the
// release prints nil (or -1) for none, that is the runtime's whenever it comes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trace/piece_slot.hpp"

namespace schedlitmus::trace {

class PieceLine {
 public:
  enum class Step : std::uint8_t {
    own,      ///< the message is part of the line
    foreign,  ///< it is another writer's
    end,      ///< it is the last part of the line
  };

  /// 'S', 'P', 'M' or 'G' where a line can begin with that message, else 0.
  /// P, M and G lines stand only behind a detailed header.
  [[nodiscard]] static char kind_of(std::string_view message, bool behind_details);

  /// Begins a line with the message that kind_of said yes to.
  void begin(std::string_view message);
  Step step(std::string_view message);
  /// The line has its end, unless more of it comes: the end was another
  /// writer's, or the value before it.
  [[nodiscard]] bool is_ending() const { return held_ == "\n"; }
  /// No more of it comes: takes that end.
  void take_end();
  /// What had been taken for a part of the line and turned out to be foreign:
  /// which message since begin(), that one being 0, and what it says.
  struct Released {
    std::size_t message = 0;
    std::string text;
  };
  [[nodiscard]] std::vector<Released> take_released();

  [[nodiscard]] char kind() const { return kind_; }
  /// The line so far, or, after `end`, as a whole with its end.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The line is surely one of the runtime's: a SCHED line behind its mark.
  [[nodiscard]] bool is_certain() const { return kind_ != 'S' || stage_ != Stage::time; }
  /// A value has more than one reading.
  [[nodiscard]] bool is_doubtful() const { return doubtful_; }
  /// After `end`: the last one has.
  [[nodiscard]] bool has_doubtful_end() const { return value_doubtful_; }
  /// The header has a detailed part: P, M and G lines follow.
  [[nodiscard]] bool is_detailed() const { return detailed_; }

 private:
  enum class Stage : std::uint8_t { time, keys, list, ticks, reason, tail };
  Step step_value(std::string_view message);
  Step step_literal(std::string_view message);
  Step header_literal(std::string_view message);
  Step list_literal(std::string_view message);
  Step detail_literal(std::string_view message);
  bool key_literal(std::string_view message);
  [[nodiscard]] bool can_end() const;
  void take_value(std::string_view message);
  void judge_text(PieceSlot slot, std::string_view text);
  Step other_candidate(std::string_view message);
  void replace_value(std::string_view none);
  void resolve_minus();
  Step own(std::string_view message, PieceSlot next);
  Step end(std::string_view message);
  Step end_of_keys(std::string_view message);
  void hold(std::string_view message);
  void release();

  char kind_ = 0;
  Stage stage_ = Stage::time;
  PieceSlot slot_ = PieceSlot::none;  ///< the value that is expected; none: a literal is
  PieceSlot last_ = PieceSlot::none;  ///< the value that was taken last
  std::string text_;
  std::string value_;  ///< the one taken last
  std::string held_;   ///< perhaps a part of the line: "-", a blank, an unknown key
  std::vector<Released> released_;
  std::size_t messages_ = 0;  ///< since begin()
  std::size_t value_at_ = 0;  ///< the message that value_ is, and held_, and minus_
  std::size_t held_at_ = 0;
  std::size_t minus_at_ = 0;
  std::string key_;  ///< the known key that was taken last
  int rank_ = -1;    ///< its place in the line
  std::int64_t procs_ = 0;
  std::int64_t listed_ = 0;  ///< values of the list so far
  std::int64_t status_ = 0;  ///< of a G
  bool new_list_ = false;    ///< as 1.25 prints it
  bool nil_ = false;         ///< the process prints nil for none (1.20)
  bool detailed_ = false;
  bool doubtful_ = false;
  bool value_doubtful_ = false;       ///< the one taken last has another reading
  bool minus_ = false;                ///< behind a value came "-": perhaps the runtime's -1
  std::vector<std::string> reasons_;  ///< that goroutines of this process waited for and that are not known here
};

}  // namespace schedlitmus::trace
