#include "trace/assembler.hpp"

namespace schedlitmus::trace {
namespace {

/// The line ended in "nil" or -1: complete in itself, whatever follows. After
/// any other number nobody can tell whose the last digits are.
bool ends_certainly(std::string_view line) { return line.ends_with("nil") || line.ends_with("=-1"); }

}  // namespace

LineReading Assembler::parse_detail(char kind, std::string_view text) {
  if (kind == 'P') return parse_proc(text, block_.is_open() && block_.prints_timers(), proc_, unknown_);
  if (kind == 'M') return parse_machine(text, machine_, unknown_);
  return parse_goroutine(text, goroutine_, unknown_);
}

void Assembler::add_detail(char kind) {
  torn_detail_lines_ = 0;
  if (!block_.is_open()) return;
  line_just_before_ = true;
  if (!unknown_.empty()) count(Trouble::unknown_key, raw_);
  if (kind == 'P')
    block_.add(proc_, unknown_);
  else if (kind == 'M')
    block_.add(machine_, unknown_);
  else
    block_.add(goroutine_, unknown_);
}

bool Assembler::detail_line(std::string_view text, bool ended) {
  auto spot = detail_at_start(text);
  if (!block_.is_open() && !block_.is_lost()) return spot.kind != 0 && orphan(text.substr(spot.begin));
  if (spot.kind != 0) return detail_at(text, spot, ended);
  spot = detail_inside(text);
  if (spot.kind == 0) return false;
  const auto line = text.substr(spot.begin);
  const auto reading = parse_detail(spot.kind, line);
  if (reading.reading != Reading::whole || !without_blanks(line.substr(reading.used)).empty()) return false;
  text_before_detail(text.substr(0, spot.begin));
  add_detail(spot.kind);
  return true;
}

/// A stream that begins in the middle of a sample: its header is lost.
bool Assembler::orphan(std::string_view text) {
  const auto reading = parse_detail(text.front(), text);
  if (reading.reading != Reading::whole || !without_blanks(text.substr(reading.used)).empty()) return false;
  lose_header(Reading::torn, raw_);
  return true;
}

bool Assembler::detail_at(std::string_view text, DetailSpot spot, bool ended) {
  const auto line = text.substr(spot.begin);
  const auto reading = parse_detail(spot.kind, line);
  const bool at_end = !ended && line.size() == reading.used && is_digit(line.back());
  if (reading.reading == Reading::whole && !at_end && accept_detail(spot.kind, line, reading.used)) return true;
  if (!ended) {
    count(Trouble::truncated_end, line);
    block_.damage(spot.kind);
    return true;
  }
  if (reading.reading == Reading::cut && spot.kind != 'G') {
    start_fold(spot.kind, line);
    return true;
  }
  damage_detail(spot.kind, reading.reading, text);
  if (find_header_mark(line) != std::string_view::npos) {
    remains_before_ = true;
    return false;
  }
  if (reading.reading != Reading::whole) text_to_line_end(line.substr(reading.used));
  return true;
}

bool Assembler::accept_detail(char kind, std::string_view line, std::size_t used) {
  const auto rest = line.substr(used);
  const bool alone = without_blanks(rest).empty();
  const bool remark = !alone && is_remark(rest);
  const bool certain = alone || remark || ends_certainly(line.substr(0, used));
  if (!certain || find_header_mark(rest) != std::string_view::npos) return false;
  add_detail(kind);
  if (alone) return true;
  count(Trouble::repaired_line, line);
  if (remark) return true;
  expect_line_end();
  text_to_line_end(rest);
  return true;
}

/// The line's own end follows as an empty line.
void Assembler::expect_line_end() {
  torn_detail_lines_ = kPatience;
  repaired_ = true;
}

void Assembler::damage_detail(char kind, Reading why, std::string_view line) {
  torn_detail_lines_ = kPatience;
  repaired_ = false;
  if (!block_.is_open()) return;
  if (why == Reading::overflow) count(Trouble::number_overflow, line);
  count(Trouble::torn_line, line);
  block_.damage(kind);
}

void Assembler::text_before_detail(std::string_view before) {
  const auto shape = shape_of(before);
  if (shape.empty() || shape == prefix_shape_) return;
  // The trace line's own indentation is not the program's.
  for (int i = 0; i < 2 && before.ends_with(' '); ++i) before.remove_suffix(1);
  if (!is_log_prefix(before)) text(before);
}

}  // namespace schedlitmus::trace
