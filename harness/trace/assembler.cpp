#include "trace/assembler.hpp"

namespace schedlitmus::trace {

void Assembler::line(std::string_view line, bool ended) {
  ++health_.lines;
  raw_ = line;
  remains_before_ = false;
  auto shown = without_line_end(line);
  if (shown.find('\x1b') != std::string_view::npos) {
    clean_ = without_colours(shown);
    shown = without_line_end(clean_);
  }
  if (!fold_.text.empty() && continue_fold(shown)) return;
  if (detail_line(shown, ended) || header_line(shown, ended) || remains(shown, ended)) return;
  line_just_before_ = false;
  if (torn_header_lines_ > 0) --torn_header_lines_;
  if (torn_detail_lines_ > 0) --torn_detail_lines_;
  text(line);
}

void Assembler::lose_line(char kind, std::string_view line) {
  ++health_.lines;
  if (kind == 'S') return lose_header(Reading::torn, line);
  damage_detail(kind, Reading::torn, line);
}

void Assembler::doubt_last_line(std::string_view why) {
  if (!block_.is_open()) return;
  count(Trouble::torn_line, why);
  block_.doubt_last_value();
}

void Assembler::long_text(std::string_view piece, bool first) {
  if (first) count(Trouble::line_too_long, piece);
  give_up_fold(false);
  for (auto at = piece.find(kHeaderMark); at != std::string_view::npos; at = piece.find(kHeaderMark, at + 1))
    lose_header(Reading::torn, piece.substr(at));
  text(piece);
}

void Assembler::finish() {
  give_up_fold(true);
  close_block(true);
}

void Assembler::text(std::string_view text) {
  if (text.empty()) return;
  count(Trouble::foreign_text, text);
  sink_.on_text(text);
}

void Assembler::text_to_line_end(std::string_view rest) {
  if (rest.empty()) return;
  text(rest);
  const auto end = raw_.substr(without_line_end(raw_).size());
  if (!end.empty()) sink_.on_text(end);
}

bool Assembler::remains(std::string_view text, bool ended) {
  if (!ended && end_remains(text)) return true;
  if ((block_.is_open() || block_.is_lost()) && block_remains(text)) return true;
  if (health_.lines == 1 && is_detail_tail(text)) {
    lose_header(Reading::torn, text);
    return true;
  }
  if (torn_header_lines_ == 0 || !is_header_tail(text)) return false;
  torn_header_lines_ = 0;
  return true;
}

bool Assembler::end_remains(std::string_view text) {
  if (is_cut_header(text)) {
    count(Trouble::truncated_end, text);
    lose_header(Reading::cut, text);
    return true;
  }
  if (!block_.is_open()) return false;
  const auto rest = without_blanks(text);
  const bool begins_line = rest.empty() || rest.front() == 'P' || rest.front() == 'M' || rest.front() == 'G';
  if (!text.starts_with(' ') || !begins_line || rest.find_first_not_of("0123456789", 1) != std::string_view::npos)
    return false;
  count(Trouble::truncated_end, text);
  block_.damage(rest.empty() ? 'G' : rest.front());
  return true;
}

bool Assembler::block_remains(std::string_view text) {
  if (is_elision(text)) {
    count(Trouble::missing_lines, text);
    block_.elide();
    return true;
  }
  if (is_detail_tail(text)) {
    if (torn_detail_lines_ == 0)
      damage_detail(text.find("lockedm=") == std::string_view::npos ? 'M' : 'G', Reading::torn, text);
    torn_detail_lines_ = 0;
    return true;
  }
  if (const char kind = torn_detail_kind(text); kind != 0) {
    if (torn_detail_lines_ == 0) damage_detail(kind, Reading::torn, text);
    return false;  // the rest of it is another writer's
  }
  if (!is_value_tail(text)) return false;
  if (torn_detail_lines_ > 0) {
    torn_detail_lines_ = 0;
    // Behind a repaired line only its line end is missing; a value is the one
    // that the repair took from the other writer's text.
    if (repaired_ && !without_blanks(text).empty()) doubt_last_value(text);
    return true;
  }
  if (line_just_before_ && block_.is_open()) return doubt_last_value(text);
  return false;
}

/// `lockedm=164`, then an empty line: who wrote the 4? `gfreecnt=4`, then `0`:
/// which of them is it? Then the value is not believed; the text is passed on.
bool Assembler::doubt_last_value(std::string_view text) {
  if (without_blanks(text).empty() && !block_.ended_with_number()) return false;
  count(Trouble::torn_line, text);
  block_.doubt_last_value();
  return false;
}

void Assembler::close_block(bool at_end) {
  if (!block_.is_open()) return;
  if (provisional_ && block_.sample().procs.empty()) {
    count(Trouble::torn_header, head_);
    block_.drop();
    return;
  }
  const Sample& sample = block_.close();
  const auto finding = tracks_.place(sample);
  block_.set_image(finding.image);
  if (at_end && sample.detailed) block_.expect_goroutines(finding.goroutine_lines);
  if (finding.backwards) count(Trouble::time_backwards, head_);
  if (finding.other_process || block_.mixed()) count(Trouble::second_process, head_);
  if (block_.lines_missing()) count(Trouble::missing_lines, head_);
  if (sample.goroutines_whole) tracks_.set_goroutine_lines(sample.goroutines.size());
  ++health_.samples;
  if (!sample.complete) ++health_.incomplete_samples;
  sink_.on_sample(sample);
}

}  // namespace schedlitmus::trace
