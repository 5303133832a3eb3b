#include "trace/piece_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "trace/fields.hpp"
#include "trace/header_line.hpp"
#include "trace/scan.hpp"
#include "trace/words.hpp"

namespace schedlitmus::trace {
namespace {

constexpr std::string_view kHead = "SCHED ";
constexpr std::size_t kMaxValue = 20;
constexpr std::size_t kMaxText = 128;
constexpr std::size_t kMaxReasons = 64;
constexpr std::int64_t kWaiting = 4;
constexpr std::int64_t kScanBit = 0x1000;

/// The places of keys that stand between those of the table of fields.
constexpr int kPreemptoffRank = static_cast<int>(MachineField::gcing);
constexpr int kUnknownRank = -2;

/// What the runtimes set preemptoff to (1.5 to 1.27; stwReason from 1.22 on).
constexpr auto kPreemptoffs = std::to_array<std::string_view>({
    "gcing",
    "GC worker init",
    "GC mark termination",
    "GC sweep termination",
    "GOMAXPROCS",
    "write heap dump",
    "goroutine profile",
    "goroutine profile cleanup",
    "profile",
    "profile cleanup",
    "all goroutines stack trace",
    "stack trace",
    "read mem stats",
    "AllThreadsSyscall",
    "doAllThreadsSyscall",
    "start trace",
    "start tracing",
    "stop trace",
    "stop tracing",
});

bool is_number(std::string_view text) {
  if (text.empty() || text.size() > kMaxValue || !std::ranges::all_of(text, is_digit)) return false;
  return text.size() == 1 || text.front() != '0';
}

bool is_text(std::string_view text) {
  if (text.empty() || text.size() > kMaxText || is_blank(text.front()) || is_blank(text.back())) return false;
  const auto good = [](char c) {
    return is_key_char(c) || std::string_view(" .()-/:,'").find(c) != std::string_view::npos;
  };
  const bool word = text == "true" || text == "false" || text == "nil";
  return !word && std::ranges::all_of(text, good) &&
         std::ranges::any_of(text, [](char c) { return is_key_char(c) && !is_digit(c); });
}

std::int64_t number_in(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// " key=" or ": key=" without its ends; empty: not of that form.
std::string_view key_in(std::string_view message) {
  if (message.starts_with(':')) message.remove_prefix(1);
  if (!message.starts_with(' ') || !message.ends_with('=') || message.size() < 3) return {};
  const auto key = message.substr(1, message.size() - 2);
  return std::ranges::all_of(key, is_key_char) ? key : std::string_view();
}

template <class Field>
int rank_of(const std::optional<Field>& field) {
  return field ? static_cast<int>(*field) : kUnknownRank;
}

}  // namespace

char PieceLine::kind_of(std::string_view message, bool behind_details) {
  if (message == kHead) return 'S';
  if (!behind_details || message.size() != 3 || !message.starts_with("  ")) return 0;
  const char kind = message.back();
  return kind == 'P' || kind == 'M' || kind == 'G' ? kind : '\0';
}

void PieceLine::begin(std::string_view message) {
  kind_ = message == kHead ? 'S' : message.back();
  stage_ = kind_ == 'S' ? Stage::time : Stage::keys;
  slot_ = Slot::number;
  last_ = Slot::none;
  text_.assign(message);
  value_.clear();
  held_.clear();
  released_.clear();
  key_.clear();
  rank_ = -1;
  messages_ = 0;
  listed_ = 0;
  doubtful_ = value_doubtful_ = minus_ = false;
}

std::vector<PieceLine::Released> PieceLine::take_released() { return std::exchange(released_, {}); }

PieceLine::Step PieceLine::step(std::string_view message) {
  ++messages_;
  return slot_ == Slot::none ? step_literal(message) : step_value(message);
}

void PieceLine::hold(std::string_view message) {
  release();
  held_.assign(message);
  held_at_ = messages_;
}

void PieceLine::release() {
  if (held_.empty()) return;
  released_.push_back({.message = held_at_, .text = std::exchange(held_, {})});
}

PieceLine::Step PieceLine::own(std::string_view message, Slot next) {
  text_ += message;
  slot_ = next;
  if (next != Slot::none) last_ = Slot::none;
  return Step::own;
}

PieceLine::Step PieceLine::end(std::string_view message) {
  release();
  doubtful_ = doubtful_ || value_doubtful_;
  text_ += message;
  return Step::end;
}

/// After "none" the line has ended. After another value that one and this end
/// may be another writer's, and the runtime's still come.
PieceLine::Step PieceLine::end_of_keys(std::string_view message) {
  if (value_ == "nil" || value_ == "-1") return end(message);
  if (is_ending()) return Step::foreign;
  hold(message);
  return Step::own;
}

bool PieceLine::allows_minus(Slot slot) const { return slot == Slot::signed_number || (slot == Slot::id && !nil_); }

bool PieceLine::fits(Slot slot, std::string_view message) const {
  switch (slot) {
    case Slot::none:
      return false;
    case Slot::reason:
    case Slot::preemptoff:
      return is_text(message);
    case Slot::flag:
      return message == "0" || message == "1" || message == "true" || message == "false";
    case Slot::number:
      return is_number(message);
    case Slot::signed_number:
      return message == "-" || is_number(message.substr(message.starts_with('-') ? 1 : 0));
    case Slot::id:
      if (is_number(message)) return true;
      return nil_ ? message == "nil" : message == "-" || message == "-1";
    case Slot::any:
      return message == "true" || message == "false" || message == "nil" || message == "-1" || is_number(message);
  }
  return false;
}

PieceLine::Step PieceLine::step_value(std::string_view message) {
  const bool text = slot_ == Slot::reason || slot_ == Slot::preemptoff;
  if (text && message.empty()) {
    last_ = slot_ = Slot::none;
    return Step::own;
  }
  if (message == "-" && allows_minus(slot_)) {
    hold(message);
    return Step::own;
  }
  if (fits(slot_, message)) {
    const bool negative = held_ == "-" && (slot_ == Slot::signed_number ? is_number(message) : message == "1");
    if (held_ == "-" && !negative) release();
    take_value(message);
    if (negative) value_.insert(0, 1, '-');
    return Step::own;
  }
  // An empty text is not written at all from 1.5 on.
  if (text) return step_literal(message);
  // What was held for a key of a later release was not one.
  if (slot_ == Slot::any && !held_.empty() && held_ != "-") {
    slot_ = Slot::none;
    const auto step = step_literal(message);
    if (step == Step::foreign) slot_ = Slot::any;
    return step;
  }
  return Step::foreign;
}

void PieceLine::take_value(std::string_view message) {
  doubtful_ = doubtful_ || std::exchange(value_doubtful_, false);
  text_ += std::exchange(held_, {});
  text_ += message;
  value_.assign(message);
  value_at_ = messages_;
  last_ = slot_;
  slot_ = Slot::none;
  if (stage_ == Stage::list || stage_ == Stage::ticks) ++listed_;
}

PieceLine::Step PieceLine::step_literal(std::string_view message) {
  if (message.empty()) return Step::foreign;
  if (minus_) {
    if (message == "1") {
      replace_value("-1");
      return Step::own;
    }
    resolve_minus();
  }
  const auto before = last_;
  const auto size = text_.size();
  Step step = Step::foreign;
  if (kind_ == 'S')
    step = stage_ == Stage::list || stage_ == Stage::ticks ? list_literal(message) : header_literal(message);
  else
    step = detail_literal(message);
  if (step == Step::foreign) return other_candidate(message);
  const bool behind_text = before == Slot::reason || before == Slot::preemptoff;
  if (behind_text && text_.size() != size) judge_text(before, value_);
  return step;
}

/// Behind a value, before the next literal: a second message that can be it.
PieceLine::Step PieceLine::other_candidate(std::string_view message) {
  const bool none = value_ == "nil" || value_ == "-1";
  if (none || message == value_ || !fits(last_, message)) return Step::foreign;
  if (last_ == Slot::id && message == "-") {
    minus_ = true;
    minus_at_ = messages_;
    return Step::own;
  }
  if (last_ == Slot::id && (message == "nil" || message == "-1")) {
    replace_value(message);
    return Step::own;
  }
  value_doubtful_ = true;
  return Step::foreign;
}

/// The value was another writer's: this is the runtime's.
void PieceLine::replace_value(std::string_view none) {
  minus_ = value_doubtful_ = false;
  text_.resize(text_.size() - value_.size());
  released_.push_back({.message = value_at_, .text = value_});
  text_ += none;
  value_.assign(none);
}

void PieceLine::resolve_minus() {
  minus_ = false;
  value_doubtful_ = true;
  released_.push_back({.message = minus_at_, .text = "-"});
}

/// Nothing may be written for an empty text: then a word that another writer
/// put there is taken for it. It is believed where it is one of the runtime's,
/// or where there must be one.
void PieceLine::judge_text(Slot slot, std::string_view text) {
  if (slot == Slot::preemptoff) {
    doubtful_ = doubtful_ || std::ranges::find(kPreemptoffs, text) == kPreemptoffs.end();
    return;
  }
  if (!wait_meaning(text).empty() || std::ranges::find(reasons_, text) != reasons_.end()) return;
  if ((status_ & ~kScanBit) != kWaiting) {
    doubtful_ = true;
  } else if (!doubtful_ && reasons_.size() < kMaxReasons) {
    reasons_.emplace_back(text);
  }
}

PieceLine::Slot PieceLine::slot_of(std::string_view key, int& rank) const {
  if (kind_ == 'S') {
    const auto field = header_field(key);
    rank = rank_of(field);
    if (!field) return Slot::any;
    if (*field == HeaderField::gcwaiting || *field == HeaderField::sysmonwait) return Slot::flag;
    return *field == HeaderField::nmidlelocked ? Slot::signed_number : Slot::number;
  }
  if (kind_ == 'P') {
    const auto field = proc_field(key);
    rank = rank_of(field);
    if (!field) return Slot::any;
    return *field == ProcField::m ? Slot::id : Slot::number;
  }
  if (kind_ == 'M') {
    if (key == "preemptoff") {
      rank = kPreemptoffRank;
      return Slot::preemptoff;
    }
    const auto field = machine_field(key);
    rank = rank_of(field);
    if (!field) return Slot::any;
    using enum MachineField;
    if (*field == p || *field == curg || *field == lockedg) return Slot::id;
    if (*field == helpgc) return Slot::signed_number;
    return *field == spinning || *field == blocked ? Slot::flag : Slot::number;
  }
  rank = key == "lockedm" ? 1 : kUnknownRank;
  return key == "lockedm" ? Slot::id : Slot::any;
}

bool PieceLine::key_literal(std::string_view message) {
  const auto key = key_in(message);
  const bool first = rank_ == -1 && kind_ != 'S';
  if (key.empty() || message.starts_with(':') != first) return false;
  int rank = 0;
  const auto slot = slot_of(key, rank);
  if (rank == kUnknownRank) {
    // Before a text it would hide that the text is still to come.
    if (first || slot_ == Slot::preemptoff) return false;
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
    return own(message, Slot::number);
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
    return own(message, Slot::number);
  }
  if (message != " ") return Step::foreign;
  hold(message);
  return Step::own;
}

PieceLine::Step PieceLine::list_literal(std::string_view message) {
  const bool full = listed_ >= procs_;
  if (stage_ == Stage::list) {
    if (message == " " && !full) return own(message, Slot::number);
    if (!new_list_) return message == "]\n" ? end(message) : Step::foreign;
    if (message == " ]" && full) {
      last_ = Slot::none;
      return own(message, Slot::none);
    }
    if (message != " schedticks=[ " || !text_.ends_with(" ]")) return Step::foreign;
    stage_ = Stage::ticks;
    listed_ = 0;
    return own(message, Slot::number);
  }
  if (message == "]\n" && full) return end(message);
  if (message != " " || text_.ends_with(' ')) return Step::foreign;
  return own(message, full ? Slot::none : Slot::number);
}

void PieceLine::take_end() {
  if (minus_) resolve_minus();
  text_ += std::exchange(held_, {});
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
    return own(message, Slot::number);
  }
  if (kind_ != 'G') return key_literal(message) ? Step::own : Step::foreign;
  if (rank_ == -1) {
    if (message != ": status=") return Step::foreign;
    rank_ = 0;
    return own(message, Slot::number);
  }
  if (stage_ == Stage::keys && rank_ == 0) {
    if (message != "(") return Step::foreign;
    status_ = number_in(value_);
    stage_ = Stage::reason;
    return own(message, Slot::reason);
  }
  if (stage_ == Stage::reason) {
    if (message != ") m=") return Step::foreign;
    stage_ = Stage::tail;
    return own(message, Slot::id);
  }
  return key_literal(message) ? Step::own : Step::foreign;
}

}  // namespace schedlitmus::trace
