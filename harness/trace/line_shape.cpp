#include "trace/line_shape.hpp"

#include <algorithm>
#include <array>

#include "trace/fields.hpp"
#include "trace/header_line.hpp"
#include "trace/scan.hpp"

namespace schedlitmus::trace {
namespace {

constexpr char kEscape = '\x1b';

bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }

std::size_t digits_before(std::string_view text, std::size_t position) {
  std::size_t count = 0;
  while (count < position && is_digit(text[position - count - 1])) ++count;
  return count;
}

bool is_known_key(std::string_view key) {
  return key == "schedticks" || key == "preemptoff" || header_field(key) || proc_field(key) || machine_field(key) ||
         key == "lockedm";
}

bool is_value(std::string_view text) {
  if (text == "nil" || text == "true" || text == "false") return true;
  Cursor cursor(text);
  std::int64_t ignored = 0;
  return cursor.take_number(ignored) && cursor.done();
}

/// A word of the inside of a SCHED line; the first may lack its beginning.
bool is_header_word(std::string_view word, bool first) {
  const auto equals = word.find('=');
  if (equals == std::string_view::npos) {
    while (word.ends_with(']')) word.remove_suffix(1);
    while (word.starts_with('[')) word.remove_prefix(1);
    return word.empty() || is_value(word);
  }
  const auto key = word.substr(0, equals);
  const auto value = word.substr(equals + 1);
  const bool known = header_field(key) || key == "schedticks" || (first && std::ranges::all_of(key, is_key_char));
  return known && (value.empty() || value == "[" || is_value(value));
}

/// Ends as a P, M or G line ends, and from which key on.
bool ends_like_detail(std::string_view line) {
  const auto space = line.find_last_of(" \t");
  const auto word = space == std::string_view::npos ? line : line.substr(space + 1);
  for (const std::string_view key : {"lockedm=", "lockedg=", "gfreecnt=", "timerslen="})
    if (word.starts_with(key) && is_value(word.substr(key.size()))) return true;
  return false;
}

/// What log lines begin with and no text that follows a "P99" or a "G7".
constexpr std::string_view kGluedStarts = "[{<(\"/-";

/// The letter of the line that goes on so behind ": status=" or, `machine`, ": p=".
char kind_by_second_value(std::string_view rest, bool machine) {
  Cursor cursor(rest);
  std::int64_t ignored = 0;
  if (machine) return (cursor.take_if("nil") || cursor.take_number(ignored)) && cursor.take_if(" curg=") ? 'M' : '\0';
  if (!cursor.take_number(ignored)) return 0;
  if (cursor.take_if("(")) return 'G';
  return cursor.take_if(" schedtick=") ? 'P' : '\0';
}

}  // namespace

bool begins_like(std::string_view text, std::string_view pattern) {
  if (text.size() < pattern.size()) return false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char want = pattern[i];
    const char have = text[i];
    const bool digit = want == '9' || want == '_';
    const bool fits = digit ? is_digit(have) : want == 'A' ? is_letter(have) : want == have;
    if (!fits && !(want == '_' && have == ' ')) return false;
  }
  return true;
}

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  while (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string without_colours(std::string_view line) {
  std::string result;
  result.reserve(line.size());
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != kEscape || i + 1 >= line.size() || line[i + 1] != '[') {
      result += line[i];
      continue;
    }
    i += 2;
    while (i < line.size() && !is_letter(line[i])) ++i;
  }
  return result;
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

DetailSpot detail_at_start(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size() && is_blank(line[i])) ++i;
  const auto begin = i;
  if (i == line.size() || (line[i] != 'P' && line[i] != 'M' && line[i] != 'G')) return {};
  for (++i; i < line.size() && is_digit(line[i]);) ++i;
  if (i == begin + 1 || i == line.size() || line[i] != ':') return {};
  return {.kind = line[begin], .begin = begin};
}

DetailSpot detail_inside(std::string_view line) {
  for (const std::string_view mark : {": status=", ": p="}) {
    for (auto at = line.find(mark); at != std::string_view::npos; at = line.find(mark, at + 1)) {
      const auto digits = digits_before(line, at);
      if (digits == 0 || at - digits < 2) continue;
      const auto begin = at - digits - 1;
      const char letter = line[begin];
      const bool fits = mark == ": p=" ? letter == 'M' : letter == 'P' || letter == 'G';
      if (fits && is_blank(line[begin - 1])) return {.kind = letter, .begin = begin};
    }
  }
  return {};
}

bool is_log_prefix(std::string_view text) {
  if (!text.ends_with(' ') || text.size() > 512) return false;
  if (begins_like(text, "9999-99-99T99:99:99")) {
    const auto words = static_cast<std::size_t>(std::ranges::count(text, ' '));
    return words == 1 || text.ends_with(": ") || text.ends_with(" stderr F ") || text.ends_with(" stdout F ") ||
           text.ends_with(" stderr P ") || text.ends_with(" stdout P ");
  }
  if (begins_like(text, "AAA _9 99:99:99 ")) return text.ends_with(": ");
  return text.ends_with("| ") || (text.starts_with('[') && text.ends_with("] "));
}

std::string shape_of(std::string_view prefix) {
  std::string shape;
  for (const char c : prefix) {
    if (!is_digit(c))
      shape += c;
    else if (!shape.ends_with('0'))
      shape += '0';
  }
  // Timestamps leave out a fraction of zero.
  for (auto at = shape.find(".0Z"); at != std::string::npos; at = shape.find(".0Z")) shape.erase(at, 2);
  while (shape.ends_with(' ')) shape.pop_back();
  return shape;
}

bool is_remark(std::string_view rest) {
  if (rest.empty() || !is_blank(rest.front())) return false;
  rest = without_blanks(rest);
  constexpr auto kStarts =
      std::to_array<std::string_view>({"--", "//", "#", "<-", "<=", "/*", "\u2014", "\u2013", "\u2190"});
  return std::ranges::any_of(kStarts, [&](auto start) { return rest.starts_with(start); });
}

bool is_elision(std::string_view line) {
  const auto text = without_blanks(line);
  return text == "..." || text == "\u2026" || text == "[...]" || text == "(...)" || text == "....";
}

bool is_detail_tail(std::string_view line) {
  if (line.size() > 512 || !ends_like_detail(line)) return false;
  // A G's reason can hold anything; the rest are keys and values.
  if (line.find(") m=") != std::string_view::npos) return true;
  bool first = true;
  for (auto left = without_blanks(line); !left.empty(); left = without_blanks(left)) {
    const auto word = left.substr(0, std::min(left.find(' '), left.size()));
    const auto equals = word.find('=');
    const bool good =
        equals == std::string_view::npos ? first || is_value(word) : first || is_known_key(word.substr(0, equals));
    if (!good) return false;
    first = false;
    left.remove_prefix(word.size());
  }
  return true;
}

char torn_detail_kind(std::string_view line) {
  const char letter = line.size() > 3 && line.starts_with("  ") ? line[2] : '\0';
  if ((letter == 'P' || letter == 'M' || letter == 'G') && is_digit(line[3])) {
    const auto after = line.find_first_not_of("0123456789", 3);
    if (after != std::string_view::npos &&
        (is_letter(line[after]) || kGluedStarts.find(line[after]) != std::string_view::npos))
      return letter;
  }
  for (const std::string_view mark : {": status=", ": p="}) {
    const auto at = line.find(mark);
    if (at == std::string_view::npos || (at > 0 && !is_digit(line[at - 1]))) continue;
    const char kind = kind_by_second_value(line.substr(at + mark.size()), mark == ": p=");
    if (kind != 0) return kind;
  }
  return 0;
}

bool is_value_tail(std::string_view line) {
  const auto text = without_blanks(line);
  return text.empty() || is_value(text);
}

bool is_header_tail(std::string_view line) {
  const bool ends = line.ends_with(']') || line.find("sysmonwait=") != std::string_view::npos;
  if (!ends || line.size() > 65536) return false;
  bool first = true;
  for (auto left = without_blanks(line); !left.empty(); left = without_blanks(left)) {
    const auto word = left.substr(0, std::min(left.find(' '), left.size()));
    if (!is_header_word(word, first)) return false;
    first = false;
    left.remove_prefix(word.size());
  }
  return true;
}

bool is_cut_header(std::string_view line) {
  const auto at = line.rfind("SCHED");
  if (at == std::string_view::npos) return false;
  auto rest = line.substr(at + 5);
  if (rest.empty()) return true;
  if (rest.front() != ' ') return false;
  rest.remove_prefix(1);
  while (!rest.empty() && is_digit(rest.front())) rest.remove_prefix(1);
  return kHeaderMark.starts_with(rest);
}

}  // namespace schedlitmus::trace
