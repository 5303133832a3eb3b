// Pasted traces and terminals fold long lines. A torn line can look like a
// folded one: the program writes "4\n" behind `threads=1`. What tells them
// apart is the blank before the next key: it is part of the runtime's literal
// and stays in a torn line, while folding takes it away or leaves it behind.
#include "trace/assembler.hpp"

namespace schedlitmus::trace {
namespace {

constexpr int kMaxParts = 64;
constexpr std::size_t kMaxFolded = std::size_t{1} << 20U;

bool is_word_char(char c) { return is_key_char(c) && !is_digit(c); }

bool ends_with_word(std::string_view text) {
  return text.ends_with("true") || text.ends_with("false") || text.ends_with("nil");
}

/// How the parts can belong together; empty: in no way that is certain.
struct Joints {
  bool blank = false;   ///< the fold took a blank away
  bool direct = false;  ///< the fold took nothing away
};

Joints joints(std::string_view left, std::string_view right) {
  const char before = left.back();
  const char after = right.front();
  if (is_blank(before)) return {.blank = false, .direct = true};
  if (is_word_char(after)) return {.blank = true, .direct = is_word_char(before)};
  if (is_digit(after)) return {.blank = is_digit(before), .direct = before == '['};
  return {.blank = after == '[', .direct = false};
}

/// In preemptoff's text any words can stand.
bool in_preemptoff(std::string_view left) {
  const auto at = left.rfind("preemptoff=");
  return at != std::string_view::npos && left.find(" locks=", at) == std::string_view::npos;
}

/// The one blank before the right part can be that of the runtime's literal,
/// and the left part's last digits another writer's.
bool looks_torn(std::string_view left, std::string_view right, std::size_t indent) {
  if (right.empty()) return true;
  const bool literal_blank = indent == 1 && !is_blank(left.back());
  if (!in_preemptoff(left)) return literal_blank && !ends_with_word(left);
  return !right.starts_with("locks=") || (literal_blank && !left.ends_with("preemptoff="));
}

}  // namespace

void Assembler::start_fold(char kind, std::string_view text) {
  fold_.kind = kind;
  fold_.parts = 1;
  fold_.text.assign(text);
}

bool Assembler::continue_fold(std::string_view text) {
  const auto right = without_blanks(text);
  const auto indent = static_cast<std::size_t>(right.data() - text.data());
  const std::string left = fold_.text;
  const bool small = left.size() + right.size() < kMaxFolded && fold_.parts < kMaxParts;
  if (small && !looks_torn(left, right, indent)) {
    const auto how = joints(left, right);
    if (how.blank && try_fold(left + ' ' + std::string(right))) return true;
    if (how.direct && try_fold(left + std::string(right))) return true;
  }
  give_up_fold(false);
  return false;
}

bool Assembler::try_fold(const std::string& joined) {
  const char kind = fold_.kind;
  const auto reading = kind == 'S' ? parse_header(joined, header_) : parse_detail(kind, joined);
  if (reading.reading == Reading::cut) {
    fold_.text = joined;
    ++fold_.parts;
    return true;
  }
  const std::string_view rest = std::string_view(joined).substr(reading.used);
  if (reading.reading != Reading::whole || (!without_blanks(rest).empty() && !is_remark(rest))) return false;
  // Where a longer header stood on one line, nothing is folded at this width.
  if (kind == 'S' && joined.size() <= longest_head_) return false;
  fold_.text.clear();
  if (kind == 'S')
    accept_header(joined, reading.used);
  else
    add_detail(kind);
  return true;
}

void Assembler::give_up_fold(bool at_end) {
  if (fold_.text.empty()) return;
  const std::string text = std::move(fold_.text);
  fold_.text.clear();
  if (at_end) count(Trouble::truncated_end, text);
  if (fold_.kind != 'S') return damage_detail(fold_.kind, Reading::cut, text);
  const auto reading = parse_header(text, header_);
  if (reading.reading != Reading::cut || !header_.without_ticks) return lose_header(Reading::cut, text);
  header_.schedticks.clear();
  count(Trouble::repaired_line, text);
  open_block(text);
}

}  // namespace schedlitmus::trace
