#include "trace/assembler.hpp"

namespace schedlitmus::trace {
namespace {

constexpr auto kNowhere = std::string_view::npos;
constexpr std::string_view kHead = "SCHED ";

bool is_quote(char c) { return c == '"' || c == '\'' || c == '`' || c == '\\'; }

/// Where the SCHED line begins that has its mark at `mark`.
std::size_t header_begin(std::string_view text, std::size_t mark) {
  auto digits = mark;
  while (digits > 0 && is_digit(text[digits - 1])) --digits;
  if (digits == mark || digits < kHead.size()) return kNowhere;
  const auto begin = digits - kHead.size();
  return text.substr(begin, kHead.size()) == kHead ? begin : kNowhere;
}

/// `captured "SCHED 12ms: gomaxprocs=8" from child`, or in a JSON string: a
/// trace that is spoken of. The runtime's line ends with a newline, never with
/// a quotation mark or a backslash. `begin` is not the text's.
bool is_quoted(std::string_view text, std::size_t begin) {
  HeaderLine ignored;
  const auto line = text.substr(begin);
  const auto reading = parse_header(line, ignored);
  if (reading.reading == Reading::whole && reading.used < line.size() && is_quote(line[reading.used])) return true;
  return is_quote(text[begin - 1]) && text.find(text[begin - 1], begin) != kNowhere;
}

}  // namespace

bool Assembler::header_line(std::string_view text, bool ended) {
  auto mark = find_header_mark(text);
  if (mark == kNowhere) return false;
  auto next = find_header_mark(text, mark + 1);
  auto begin = header_begin(text, mark);
  if (begin != kNowhere && begin > 0 && is_quoted(text, begin)) return false;
  for (std::size_t done = 0; mark != kNowhere;) {
    const auto next_begin = next == kNowhere ? text.size() : std::min(next, header_begin(text, next));
    if (begin != kNowhere && begin >= done) {
      text_before_header(text.substr(done, begin - done));
      header_part(text.substr(begin, next_begin - begin), next == kNowhere, ended);
    } else {
      lose_header(Reading::torn, text.substr(done));
    }
    done = next_begin;
    mark = next;
    begin = next_begin;
    next = mark == kNowhere ? kNowhere : find_header_mark(text, mark + 1);
    if (mark != kNowhere) begin = header_begin(text, mark);
  }
  return true;
}

void Assembler::text_before_header(std::string_view before) {
  prefix_shape_.clear();
  // Another process's line began here and is torn: its rest will be counted.
  for (; before.ends_with(kHead); before.remove_suffix(kHead.size())) count(Trouble::second_process, raw_);
  if (before.empty() || remains_before_) return;
  if (before.size() < 512) prefix_shape_ = shape_of(before);
  if (!is_log_prefix(before)) text(before);
}

void Assembler::header_part(std::string_view part, bool last, bool ended) {
  const auto reading = parse_header(part, header_);
  if (reading.reading == Reading::whole) return accept_header(part, reading.used);
  if (reading.reading == Reading::cut && last) {
    if (ended) return start_fold('S', part);
    count(Trouble::truncated_end, part);
    return lose_header(Reading::cut, part);
  }
  lose_header(reading.reading, part);
  if (last) text_to_line_end(part.substr(reading.used));
}

void Assembler::accept_header(std::string_view line, std::size_t used) {
  const auto rest = line.substr(used);
  const auto own = line.substr(0, used);
  if (without_blanks(rest).empty()) {
    open_block(own);
    return;
  }
  if (is_remark(rest)) {
    count(Trouble::repaired_line, line);
    open_block(own);
    return;
  }
  // A detailed header's newline is a write of its own, after the last flag;
  // a summary's stands in one write with its last bracket.
  if (!header_.detailed) {
    lose_header(Reading::torn, line);
    text_to_line_end(rest);
    return;
  }
  count(Trouble::repaired_line, line);
  open_block(own);
  provisional_ = true;
  expect_line_end();
  text_to_line_end(rest);
}

void Assembler::lose_header(Reading why, std::string_view example) {
  close_block();
  if (why == Reading::overflow) count(Trouble::number_overflow, example);
  count(why == Reading::length ? Trouble::list_length : Trouble::torn_header, example);
  block_.lose();
  torn_header_lines_ = kPatience;
}

void Assembler::open_block(std::string_view line) {
  close_block();
  head_.assign(line);
  provisional_ = false;
  torn_header_lines_ = 0;
  torn_detail_lines_ = 0;
  if (!header_.extra.empty()) count(Trouble::unknown_key, line);
  block_.open(header_);
  line_just_before_ = true;
  if (!header_.detailed) close_block();
}

}  // namespace schedlitmus::trace
