#include "support/quote.hpp"

#include <fmt/format.h>

#include "support/utf8.hpp"

namespace schedlitmus {
namespace {

constexpr int kMostCharacters = 40;

}  // namespace

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (int shown = 0; !text.empty(); ++shown) {
    if (shown == kMostCharacters) return out + "…\"";
    const Utf8Char c = decode_utf8(text);
    if (c.length == 0) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
      text.remove_prefix(1);
      continue;
    }
    const bool control = c.code < 0x20 || (c.code >= 0x7F && c.code < 0xA0);
    if (c.code == '\n') {
      out += "\\n";
    } else if (control) {
      out += fmt::format("\\u{:04x}", c.code);
    } else {
      out += text.substr(0, c.length);
    }
    text.remove_prefix(c.length);
  }
  return out + '"';
}

}  // namespace schedlitmus
