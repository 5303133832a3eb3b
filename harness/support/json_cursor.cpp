#include "support/json_cursor.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "support/utf8.hpp"

namespace schedlitmus::json {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool ends_word(char c) { return std::string_view(" \t\r\n,:[]{}\"/").find(c) != std::string_view::npos; }

}  // namespace

Cursor::Cursor(std::string_view text) : text_(text) {
  if (!text_.starts_with(kByteOrderMark)) return;
  mark_ = kByteOrderMark.size();
  text_.remove_prefix(mark_);
}

void Cursor::advance(std::size_t bytes) {
  const std::size_t end = std::min(offset_ + bytes, text_.size());
  for (; offset_ < end; ++offset_) {
    const auto byte = static_cast<unsigned char>(text_[offset_]);
    if (byte == '\n') {
      ++place_.line;
      place_.column = 1;
    } else if ((byte & 0xC0U) != 0x80U) {
      ++place_.column;
    }
  }
}

bool Cursor::skip_blanks() {
  while (!at_end()) {
    const std::string_view left = rest();
    if (left.starts_with("//")) {
      advance(std::min(left.find_first_of("\r\n"), left.size()));
    } else if (left.starts_with("/*")) {
      const std::size_t end = left.find("*/", 2);
      if (end == std::string_view::npos) return false;
      advance(end + 2);
    } else if (std::string_view(" \t\r\n").find(left.front()) != std::string_view::npos) {
      advance(1);
    } else {
      break;
    }
  }
  return true;
}

void Cursor::skip_separators() {
  while (skip_blanks() && (peek() == ',' || peek() == ':')) advance(1);
}

std::string_view Cursor::token() const {
  const std::string_view left = rest();
  std::size_t n = 1;
  if (left.starts_with('"')) {
    while (n < left.size() && left[n] != '"') n += left[n] == '\\' ? 2 : 1;
    ++n;
  } else if (!left.empty() && !ends_word(left.front())) {
    while (n < left.size() && !ends_word(left[n])) ++n;
  }
  return left.substr(0, n);
}

void Cursor::skip_token() { advance(token().size()); }

bool is_whole_word(const Cursor& cursor) {
  std::string_view word = cursor.token();
  if (word.starts_with('"')) return true;
  if (word == "true" || word == "false" || word == "null") return true;
  // RFC 8259, section 6: int [frac] [exp].
  const auto digits = [&word] {
    const std::size_t n = std::min(word.find_first_not_of("0123456789"), word.size());
    word.remove_prefix(n);
    return n > 0;
  };
  const auto accept = [&word](std::string_view any) {
    const bool found = !word.empty() && any.find(word.front()) != std::string_view::npos;
    if (found) word.remove_prefix(1);
    return found;
  };
  accept("-");
  if (!accept("0") && !digits()) return false;
  if (accept(".") && !digits()) return false;
  if (accept("eE")) {
    accept("+-");
    if (!digits()) return false;
  }
  return word.empty();
}

std::optional<Fault> find_bad_bytes(std::string_view text) {
  const std::size_t bad = std::min(first_invalid_utf8(text), text.find('\0'));
  if (bad == std::string_view::npos) return std::nullopt;
  // A text of two bytes a character begins so and has a NUL in every other byte.
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return Fault{"the text is UTF-16", {}, "save the file as UTF-8"};
  const std::size_t mark = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  Cursor cursor(text);
  cursor.advance(bad - mark);
  const auto byte = static_cast<unsigned char>(text[bad]);
  return Fault{byte == 0 ? "a NUL byte" : fmt::format("the byte 0x{:02X} is not valid UTF-8 here", byte),
               cursor.place(), "save the file as UTF-8"};
}

}  // namespace schedlitmus::json
