#include "trace/piece_line.hpp"

#include <algorithm>
#include <utility>

#include "trace/words.hpp"

namespace schedlitmus::trace {
namespace {

constexpr std::string_view kHead = "SCHED ";
constexpr std::size_t kMaxReasons = 64;
constexpr std::int64_t kWaiting = 4;
constexpr std::int64_t kScanBit = 0x1000;

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
  slot_ = PieceSlot::number;
  last_ = PieceSlot::none;
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
  return slot_ == PieceSlot::none ? step_literal(message) : step_value(message);
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

PieceLine::Step PieceLine::own(std::string_view message, PieceSlot next) {
  text_ += message;
  slot_ = next;
  if (next != PieceSlot::none) last_ = PieceSlot::none;
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

PieceLine::Step PieceLine::step_value(std::string_view message) {
  const bool text = slot_ == PieceSlot::reason || slot_ == PieceSlot::preemptoff;
  if (text && message.empty()) {
    last_ = slot_ = PieceSlot::none;
    return Step::own;
  }
  if (message == "-" && allows_minus(slot_, nil_)) {
    hold(message);
    return Step::own;
  }
  if (fits_slot(slot_, message, nil_)) {
    const bool negative =
        held_ == "-" && (slot_ == PieceSlot::signed_number ? is_piece_number(message) : message == "1");
    if (held_ == "-" && !negative) release();
    take_value(message);
    if (negative) value_.insert(0, 1, '-');
    return Step::own;
  }
  // An empty text is not written at all from 1.5 on.
  if (text) return step_literal(message);
  // What was held for a key of a later release was not one.
  if (slot_ == PieceSlot::any && !held_.empty() && held_ != "-") {
    slot_ = PieceSlot::none;
    const auto step = step_literal(message);
    if (step == Step::foreign) slot_ = PieceSlot::any;
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
  slot_ = PieceSlot::none;
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
  const bool behind_text = before == PieceSlot::reason || before == PieceSlot::preemptoff;
  if (behind_text && text_.size() != size) judge_text(before, value_);
  return step;
}

/// Behind a value, before the next literal: a second message that can be it.
PieceLine::Step PieceLine::other_candidate(std::string_view message) {
  const bool none = value_ == "nil" || value_ == "-1";
  if (none || message == value_ || !fits_slot(last_, message, nil_)) return Step::foreign;
  if (last_ == PieceSlot::id && message == "-") {
    minus_ = true;
    minus_at_ = messages_;
    return Step::own;
  }
  if (last_ == PieceSlot::id && (message == "nil" || message == "-1")) {
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
void PieceLine::judge_text(PieceSlot slot, std::string_view text) {
  if (slot == PieceSlot::preemptoff) {
    doubtful_ = doubtful_ || !is_preemptoff(text);
    return;
  }
  if (!wait_meaning(text).empty() || std::ranges::find(reasons_, text) != reasons_.end()) return;
  if ((status_ & ~kScanBit) != kWaiting) {
    doubtful_ = true;
  } else if (!doubtful_ && reasons_.size() < kMaxReasons) {
    reasons_.emplace_back(text);
  }
}

void PieceLine::take_end() {
  if (minus_) resolve_minus();
  text_ += std::exchange(held_, {});
}

}  // namespace schedlitmus::trace
