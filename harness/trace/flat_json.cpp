#include "trace/flat_json.hpp"

#include <charconv>
#include <cstdint>

#include "trace/scan.hpp"

namespace schedlitmus::trace {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | (code >> 6U));
  } else {
    if (code < 0x10000) {
      put(0xE0 | (code >> 12U));
    } else {
      put(0xF0 | (code >> 18U));
      put(0x80 | ((code >> 12U) & 0x3FU));
    }
    put(0x80 | ((code >> 6U) & 0x3FU));
  }
  put(0x80 | (code & 0x3FU));
}

std::optional<std::uint32_t> hex4(std::string_view text, std::size_t at) {
  if (text.size() < at + 4) return std::nullopt;
  std::uint32_t code = 0;
  const char* const begin = text.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + 4, code, 16);
  if (error != std::errc{} || end != begin + 4) return std::nullopt;
  return code;
}

/// Behind "\u"; `at` is moved behind what was read.
std::optional<std::uint32_t> unicode_escape(std::string_view text, std::size_t& at) {
  const auto code = hex4(text, at);
  if (!code) return std::nullopt;
  at += 4;
  if (*code < 0xD800 || *code > 0xDFFF) return code;
  const bool pair = *code < 0xDC00 && text.substr(at, 2) == "\\u";
  const auto low = pair ? hex4(text, at + 2) : std::nullopt;
  if (!low || *low < 0xDC00 || *low > 0xDFFF) return kReplacement;
  at += 6;
  return 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
}

std::optional<char> simple_escape(char c) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  const auto at = kNames.find(c);
  return at == std::string_view::npos ? std::nullopt : std::optional(kMeant[at]);
}

}  // namespace

FlatJson::FlatJson(std::string_view line) : text_(line) {}

void FlatJson::skip_blanks() {
  while (is_blank(peek()) || peek() == '\r') ++at_;
}

bool FlatJson::skip_string() {
  if (peek() != '"') return false;
  for (++at_; at_ < text_.size(); ++at_) {
    if (text_[at_] == '\\') {
      ++at_;
    } else if (text_[at_] == '"') {
      ++at_;
      return true;
    }
  }
  return false;
}

bool FlatJson::skip_value() {
  if (peek() == '"') return skip_string();
  const auto begin = at_;
  for (std::size_t depth = 0; at_ < text_.size();) {
    const char c = text_[at_];
    if (c == '"') {
      if (!skip_string()) return false;
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}' || is_blank(c))) break;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') {
      if (depth == 0) return false;
      --depth;
    }
    ++at_;
  }
  return at_ > begin;
}

std::optional<FlatJson::Member> FlatJson::next() {
  skip_blanks();
  if (first_ && peek() != '{') return std::nullopt;
  const bool at_end = peek() == '}';
  if (!at_end && !first_ && peek() != ',') return std::nullopt;
  if (!at_end) ++at_;
  skip_blanks();
  if (at_end || (first_ && peek() == '}')) {
    ++at_;
    skip_blanks();
    whole_ = at_ == text_.size();
    return std::nullopt;
  }
  first_ = false;
  const auto key = at_;
  if (!skip_string()) return std::nullopt;
  const auto key_end = at_;
  skip_blanks();
  if (peek() != ':') return std::nullopt;
  ++at_;
  skip_blanks();
  const auto value = at_;
  if (!skip_value()) return std::nullopt;
  return Member{.key = text_.substr(key + 1, key_end - key - 2), .value = text_.substr(value, at_ - value)};
}

bool read_string(std::string_view written, std::string& out) {
  out.clear();
  if (written.size() < 2 || written.front() != '"' || written.back() != '"') return false;
  const auto text = written.substr(1, written.size() - 2);
  for (std::size_t at = 0; at < text.size();) {
    const auto plain = std::min(text.find('\\', at), text.size());
    out += text.substr(at, plain - at);
    at = plain;
    if (at == text.size()) break;
    if (at + 1 == text.size()) return false;
    const char escape = text[at + 1];
    at += 2;
    if (const auto meant = simple_escape(escape)) {
      out += *meant;
      continue;
    }
    const auto code = escape == 'u' ? unicode_escape(text, at) : std::nullopt;
    if (!code) return false;
    append_utf8(out, *code);
  }
  return true;
}

bool read_bytes(std::string_view written, std::string& out) {
  constexpr std::int64_t kBytes = 256;
  out.clear();
  Cursor cursor(written);
  if (!cursor.take_if("[")) return false;
  for (bool first = true;; first = false) {
    cursor.skip_blanks();
    if (cursor.take_if("]")) return cursor.done();
    if (!first && !cursor.take_if(",")) return false;
    cursor.skip_blanks();
    std::int64_t byte = 0;
    if (!cursor.take_number(byte) || byte < 0 || byte >= kBytes) return false;
    out += static_cast<char>(byte);
  }
}

}  // namespace schedlitmus::trace
