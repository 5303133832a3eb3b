// UTF-8 by the rules of RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace schedlitmus {

/// One character at the start of a text.
struct Utf8Char {
  std::uint32_t code = 0;
  std::size_t length = 0;  ///< bytes; 0: the text is empty or does not start with valid UTF-8
};
[[nodiscard]] Utf8Char decode_utf8(std::string_view text);

/// Offset of the first byte at which the text is not UTF-8; npos: it is.
[[nodiscard]] std::size_t first_invalid_utf8(std::string_view text);

}  // namespace schedlitmus
