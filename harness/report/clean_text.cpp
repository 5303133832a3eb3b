// Foreign text (program names, values, compiler output) made harmless.
#include <fmt/format.h>

#include <cstddef>

#include "report/format.hpp"

namespace schedlitmus::report {
namespace {

struct Decoded {
  std::uint32_t code = 0;
  std::size_t length = 0;  ///< bytes; 0: not UTF-8 here
};

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

/// Strict, as in RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded decode(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  std::size_t length = 0;
  std::uint32_t smallest = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    smallest = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    smallest = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    smallest = 0x10000;
  } else {
    return {};
  }
  std::uint32_t code = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text, at + i)) return {};
    code = code << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < smallest || surrogate || code > 0x10FFFF) return {};
  return {code, length};
}

bool is_control(std::uint32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

/// Marks that make text read in another order than it is written, line and
/// paragraph separators, and the codes that XML does not allow.
bool is_deceptive(std::uint32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0xFEFF || (c & 0xFFFEU) == 0xFFFE;
}

}  // namespace

std::string clean_text(std::string_view text, Lines lines) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [code, length] = decode(text, at);
    if (length == 0) {
      out += "\uFFFD";
      ++at;
      continue;
    }
    if (code == '\n' || code == '\t') {
      out += lines == Lines::many ? static_cast<char>(code) : ' ';
    } else if (is_control(code)) {
      out += fmt::format("\\x{:02x}", code);
    } else if (is_deceptive(code)) {
      out += fmt::format("\\u{:04x}", code);
    } else {
      out += text.substr(at, length);
    }
    at += length;
  }
  return out;
}

}  // namespace schedlitmus::report
