// What stands between the values of a line: which literal may come next, and
// which value it announces.
#include <charconv>

#include "trace/fields.hpp"
#include "trace/header_line.hpp"
#include "trace/piece_line.hpp"

namespace schedlitmus::trace {
namespace {

std::int64_t number_in(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

bool PieceLine::key_literal(std::string_view message) {
  const auto key = piece_key(message);
  const bool first = rank_ == -1 && kind_ != 'S';
  if (key.empty() || message.starts_with(':') != first) return false;
  int rank = 0;
  const auto slot = slot_of(kind_, key, rank);
  if (rank == kUnknownKey) {
    // Before a text it would hide that the text is still to come.
    if (first || slot_ == PieceSlot::preemptoff) return false;
    hold(message);
    slot_ = slot;
    return true;
  }
  if (rank <= rank_) return false;
  release();
  rank_ = rank;
  key_.assign(key);
  own(message, slot);
  if (kind_ == 'S') {
    nil_ = nil_ || key == "needspinning";
    detailed_ = detailed_ || rank >= static_cast<int>(HeaderField::gcwaiting);
  }
  return true;
}

PieceLine::Step PieceLine::header_literal(std::string_view message) {
  if (stage_ == Stage::time) {
    if (message != kHeaderMark) return Step::foreign;
    new_list_ = nil_ = detailed_ = false;
    procs_ = 0;
    stage_ = Stage::keys;
    rank_ = static_cast<int>(HeaderField::gomaxprocs);
    return own(message, PieceSlot::number);
  }
  if (rank_ == static_cast<int>(HeaderField::gomaxprocs) && procs_ == 0) procs_ = number_in(value_);
  if (key_literal(message)) return Step::own;
  if (rank_ == static_cast<int>(HeaderField::sysmonwait) && message == "\n") return end_of_keys(message);
  if (rank_ != static_cast<int>(HeaderField::runqueue)) return Step::foreign;
  const bool open = held_ == " " && (message == "[" || message == "[ ");
  if (message == " [" || open) {
    if (!open) release();
    text_ += std::exchange(held_, {});
    stage_ = Stage::list;
    new_list_ = message == "[ ";
    return own(message, PieceSlot::number);
  }
  if (message != " ") return Step::foreign;
  hold(message);
  return Step::own;
}

PieceLine::Step PieceLine::list_literal(std::string_view message) {
  const bool full = listed_ >= procs_;
  if (stage_ == Stage::list) {
    if (message == " " && !full) return own(message, PieceSlot::number);
    if (!new_list_) return message == "]\n" ? end(message) : Step::foreign;
    if (message == " ]" && full) {
      last_ = PieceSlot::none;
      return own(message, PieceSlot::none);
    }
    if (message != " schedticks=[ " || !text_.ends_with(" ]")) return Step::foreign;
    stage_ = Stage::ticks;
    listed_ = 0;
    return own(message, PieceSlot::number);
  }
  if (message == "]\n" && full) return end(message);
  if (message != " " || text_.ends_with(' ')) return Step::foreign;
  return own(message, full ? PieceSlot::none : PieceSlot::number);
}

bool PieceLine::can_end() const {
  switch (kind_) {
    case 'P':
      return rank_ >= static_cast<int>(nil_ ? ProcField::timerslen : ProcField::gfreecnt);
    case 'M':
      return rank_ >= static_cast<int>(MachineField::lockedg);
    default:
      return rank_ == 1;
  }
}

PieceLine::Step PieceLine::detail_literal(std::string_view message) {
  if (message == "\n" && can_end()) return end_of_keys(message);
  if (kind_ == 'P' && message == "/" && key_ == "runqsize") {
    key_ = message;
    return own(message, PieceSlot::number);
  }
  if (kind_ != 'G') return key_literal(message) ? Step::own : Step::foreign;
  if (rank_ == -1) {
    if (message != ": status=") return Step::foreign;
    rank_ = 0;
    return own(message, PieceSlot::number);
  }
  if (stage_ == Stage::keys && rank_ == 0) {
    if (message != "(") return Step::foreign;
    status_ = number_in(value_);
    stage_ = Stage::reason;
    return own(message, PieceSlot::reason);
  }
  if (stage_ == Stage::reason) {
    if (message != ") m=") return Step::foreign;
    stage_ = Stage::tail;
    return own(message, PieceSlot::id);
  }
  return key_literal(message) ? Step::own : Step::foreign;
}

}  // namespace schedlitmus::trace
