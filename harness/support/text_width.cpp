#include "support/text_width.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "support/utf8.hpp"

namespace schedlitmus {
namespace {

struct Range {
  std::uint32_t first, last;
};

// Unicode 15: general categories Mn, Me and Cf in the scripts that reports
// can meet; the joiners and variation selectors of emoji.
constexpr std::array<Range, 22> kZeroWidth{
    {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A},  {0x064B, 0x065F}, {0x06D6, 0x06DC},
     {0x0900, 0x0902}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x0E31, 0x0E31},  {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},
     {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E},  {0x2060, 0x2064}, {0x20D0, 0x20FF},
     {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}}};

// Unicode 15, EastAsianWidth.txt: W and F, neighbours joined.
constexpr std::array<Range, 25> kWide{
    {{0x1100, 0x115F}, {0x231A, 0x231B}, {0x2329, 0x232A}, {0x23E9, 0x23EC}, {0x25FD, 0x25FE},
     {0x2614, 0x2615}, {0x2648, 0x2653}, {0x26AA, 0x26AB}, {0x26BD, 0x26BE}, {0x2705, 0x2705},
     {0x270A, 0x270B}, {0x274C, 0x274C}, {0x2753, 0x2755}, {0x2795, 0x2797}, {0x2B50, 0x2B50},
     {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xA000, 0xA4CF},
     {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0x1F300, 0x1FAFF}}};

/// Planes 2 and 3, further ideographs.
constexpr Range kWidePlanes{0x20000, 0x3FFFD};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, std::uint32_t c) {
  const auto after = std::ranges::upper_bound(ranges, c, {}, &Range::first);
  return after != ranges.begin() && c <= std::prev(after)->last;
}

std::size_t width_of(std::uint32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return 0;
  if (c < 0x300) return 1;
  if (is_in(kZeroWidth, c)) return 0;
  return is_in(kWide, c) || (c >= kWidePlanes.first && c <= kWidePlanes.last) ? 2 : 1;
}

/// What is shown or obeyed as one: a character or an escape sequence.
struct Token {
  std::string_view bytes;
  std::size_t width = 0;
  bool escape = false;
};

/// ECMA-48: CSI is ESC [ parameters final; OSC is ESC ] ... BEL or ESC \.
std::size_t escape_length(std::string_view text) {
  if (text.size() < 2) return text.size();
  std::size_t n = 2;
  if (text[1] == '[') {
    while (n < text.size() && (text[n] < '@' || text[n] > '~')) ++n;
    return std::min(n + 1, text.size());
  }
  if (text[1] == ']') {
    while (n < text.size() && text[n] != '\a' && text[n] != '\x1b') ++n;
    const bool ends_in_two = n < text.size() && text[n] == '\x1b';
    return std::min(n + (ends_in_two ? 2 : 1), text.size());
  }
  return 2;
}

Token character(std::string_view text) {
  const Utf8Char c = decode_utf8(text);
  if (c.length == 0) return {text.substr(0, 1), 1};
  return {text.substr(0, c.length), width_of(c.code)};
}

Token next_token(std::string_view text) {
  if (text[0] == '\x1b') return {text.substr(0, escape_length(text)), 0, true};
  return character(text);
}

template <class Visit>
void for_each_token(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const Token token = next_token(text);
    visit(token);
    text.remove_prefix(token.bytes.size());
  }
}

/// One paragraph, without line ends, added to `lines`.
void wrap_paragraph(std::string_view text, std::size_t width, std::vector<std::string>& lines) {
  std::string line;
  std::size_t line_width = 0;
  while (!text.empty()) {
    const std::size_t blanks = std::min(text.find_first_not_of(' '), text.size());
    const std::size_t end = std::min(text.find(' ', blanks), text.size());
    const std::string_view word = text.substr(blanks, end - blanks);
    text.remove_prefix(end);
    const std::size_t word_width = display_width(word);
    if (line_width > 0 && line_width + blanks + word_width > width) {
      lines.push_back(std::move(line));
      line.clear();
      line_width = 0;
    } else if (!word.empty() && blanks + word_width <= width) {
      line.append(blanks, ' ');
      line_width += blanks;
    }
    for_each_token(word, [&](const Token& token) {
      if (line_width > 0 && line_width + token.width > width) {
        lines.push_back(std::move(line));
        line.clear();
        line_width = 0;
      }
      line += token.bytes;
      line_width += token.width;
    });
  }
  lines.push_back(std::move(line));
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for_each_token(text, [&](const Token& token) { width += token.width; });
  return width;
}

std::string truncate_to_width(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::string cut;
  std::size_t used = 0;
  bool full = width == 0;
  for_each_token(text, [&](const Token& token) {
    if (token.escape) {
      cut += token.bytes;
    } else if (!full && used + token.width + 1 <= width) {
      cut += token.bytes;
      used += token.width;
    } else if (!full) {
      cut += "…";
      full = true;
    }
  });
  return cut;
}

std::vector<std::string> wrap_to_width(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 1);
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    wrap_paragraph(text.substr(0, end), width, lines);
    if (end == text.size()) return lines;
    text.remove_prefix(end + 1);
  }
}

std::string wrap_hanging(std::string_view text, std::size_t width, std::size_t indent) {
  std::string out;
  for (const auto& line : wrap_to_width(text, width - std::min(width, indent))) {
    if (!out.empty()) out.append(indent, ' ');
    out += line + "\n";
  }
  return out;
}

}  // namespace schedlitmus
