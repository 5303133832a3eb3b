// Foreign text (program names, values, compiler output) made harmless.
#include <fmt/format.h>

#include <cstddef>

#include "report/format.hpp"
#include "support/utf8.hpp"

namespace schedlitmus::report {
namespace {

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
    const auto [code, length] = decode_utf8(text.substr(at));
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
