#include "support/utf8.hpp"

#include <algorithm>
#include <array>

namespace schedlitmus {
namespace {

/// RFC 3629, section 4: what the first two bytes of a character can be.
struct Row {
  unsigned char first_low, first_high, second_low, second_high;
  std::size_t length;
};
constexpr std::array<Row, 8> kRows{{{0xC2, 0xDF, 0x80, 0xBF, 2},
                                    {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                    {0xE1, 0xEC, 0x80, 0xBF, 3},
                                    {0xED, 0xED, 0x80, 0x9F, 3},
                                    {0xEE, 0xEF, 0x80, 0xBF, 3},
                                    {0xF0, 0xF0, 0x90, 0xBF, 4},
                                    {0xF1, 0xF3, 0x80, 0xBF, 4},
                                    {0xF4, 0xF4, 0x80, 0x8F, 4}}};

}  // namespace

Utf8Char decode_utf8(std::string_view text) {
  if (text.empty()) return {};
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1};
  const auto* row = std::ranges::find_if(
      kRows, [first](const Row& candidate) { return first >= candidate.first_low && first <= candidate.first_high; });
  if (row == kRows.end() || text.size() < row->length) return {};
  const auto second = static_cast<unsigned char>(text[1]);
  if (second < row->second_low || second > row->second_high) return {};
  std::uint32_t code = first & (0x7FU >> row->length);
  for (std::size_t i = 1; i < row->length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U) return {};
    code = code << 6U | (byte & 0x3FU);
  }
  return {code, row->length};
}

std::size_t first_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = decode_utf8(text.substr(at)).length;
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

}  // namespace schedlitmus
