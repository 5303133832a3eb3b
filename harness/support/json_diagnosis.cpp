// What a person did wrong where the grammar only says "unexpected".
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "support/json_cursor.hpp"
#include "support/quote.hpp"
#include "support/utf8.hpp"

namespace schedlitmus::json {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$'; }

Fault fault_at(Cursor cursor, std::size_t offset, std::string what, std::string hint = {}) {
  cursor.advance(offset);
  return {std::move(what), cursor.place(), std::move(hint)};
}

/// The next word, number or character, for a message.
std::string next_text(const Cursor& cursor) {
  std::string_view text = cursor.token();
  if (text.size() == 1) text = cursor.rest().substr(0, std::max<std::size_t>(decode_utf8(cursor.rest()).length, 1));
  return quote(text);
}

std::string opened(const Open& open) {
  return fmt::format("the {} begins at {}:{}", open.type == Type::object ? "object" : "list", open.place.line,
                     open.place.column);
}

Fault early_end(const Cursor& cursor, const std::vector<Open>& open) {
  if (open.empty()) return {"there is no value: the text is empty", cursor.place(), ""};
  const bool object = open.back().type == Type::object;
  return {fmt::format("the text ends inside {}", object ? "an object" : "a list"), cursor.place(),
          fmt::format("{} and needs a '{}'", opened(open.back()), object ? '}' : ']')};
}

/// Four hexadecimal digits, or -1.
int hex4(std::string_view text) {
  if (text.size() < 4) return -1;
  int value = 0;
  for (const char c : text.substr(0, 4)) {
    if (std::isxdigit(static_cast<unsigned char>(c)) == 0) return -1;
    value = value * 16 + (is_digit(c) ? c - '0' : std::tolower(static_cast<unsigned char>(c)) - 'a' + 10);
  }
  return value;
}

/// Length of the escape at the start of the text; 0 if it is none.
std::size_t valid_escape(std::string_view text) {
  if (text.size() < 2) return 0;
  if (std::string_view("\"\\/bfnrt").find(text[1]) != std::string_view::npos) return 2;
  if (text[1] != 'u') return 0;
  const int unit = hex4(text.substr(2));
  if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) return 0;
  if (unit < 0xD800 || unit > 0xDBFF) return 6;
  const std::string_view low = text.substr(std::min<std::size_t>(6, text.size()));
  const int second = low.starts_with("\\u") ? hex4(low.substr(2)) : -1;
  return second >= 0xDC00 && second <= 0xDFFF ? 12 : 0;
}

/// A string that begins with its quote and that the parser refused.
Fault bad_string(const Cursor& cursor) {
  const std::string_view text = cursor.rest();
  std::size_t n = 1;
  while (n < text.size() && text[n] != '"') {
    const auto byte = static_cast<unsigned char>(text[n]);
    if (text[n] == '\n' || text[n] == '\r')
      return fault_at(cursor, 0, "the string is not closed on its line", "end it with '\"'; a line break is \\n");
    if (byte < 0x20)
      return fault_at(cursor, n, fmt::format("the control character 0x{:02X} in a string", byte),
                      fmt::format("write it as \\u{:04x}", byte));
    if (text[n] != '\\') {
      ++n;
      continue;
    }
    const std::size_t length = valid_escape(text.substr(n));
    if (length == 0)
      return fault_at(cursor, n, fmt::format("the escape {} is not one of JSON's", quote(text.substr(n, 2))),
                      R"(a backslash itself is written \\)");
    n += length;
  }
  return fault_at(cursor, 0, "the string is not closed", "end it with '\"'");
}

std::string number_hint(std::string_view text) {
  if (text.starts_with('+')) return "leave the '+' out";
  if (text.starts_with('.')) return "write a 0 before the '.'";
  if (text.starts_with("0x") || text.starts_with("0X")) return "numbers are decimal";
  if (text.size() > 1 && text[0] == '0' && is_digit(text[1])) return "leave the leading 0 out";
  const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
  if (digits < text.size() && is_letter(text[digits]))
    return "a value with a unit is a string: put it in double quotes";
  return "write it like 8, 0.5 or 1e3";
}

Fault bad_value(const Cursor& cursor, const std::vector<Open>& open) {
  const std::string_view text = cursor.rest();
  if (text.empty()) return early_end(cursor, open);
  const char c = text.front();
  if (c == '"') return bad_string(cursor);
  if (c == '\'') return {"a string in single quotes", cursor.place(), "use double quotes"};
  if (is_digit(c) || c == '-' || c == '+' || c == '.')
    return {fmt::format("{} is not a number", next_text(cursor)), cursor.place(), number_hint(text)};
  if (is_letter(c))
    return {fmt::format("{} is not a value", next_text(cursor)), cursor.place(),
            "strings need double quotes; the words are true, false and null in small letters"};
  return {fmt::format("{} where a value is expected", next_text(cursor)), cursor.place(), ""};
}

Fault bad_key(const Cursor& cursor, const std::vector<Open>& open) {
  if (cursor.at_end()) return early_end(cursor, open);
  if (cursor.peek() == '"') return bad_string(cursor);
  return {fmt::format("{} where a key is expected", next_text(cursor)), cursor.place(),
          "keys are strings in double quotes"};
}

Fault next_item(const Cursor& cursor, const std::vector<Open>& open) {
  return open.back().type == Type::object ? bad_key(cursor, open) : bad_value(cursor, open);
}

/// After a value inside an array or object: neither ',' nor the right closing.
Fault bad_continuation(Cursor cursor, const std::vector<Open>& open) {
  const char close = open.back().type == Type::object ? '}' : ']';
  if (cursor.at_end()) return early_end(cursor, open);
  if (cursor.peek() == ',') {
    const Place comma = cursor.place();
    cursor.advance(1);
    if (!cursor.skip_blanks()) return {"the comment is not closed", cursor.place(), "end it with */"};
    if (cursor.peek() == '}' || cursor.peek() == ']') return {"a trailing comma", comma, "remove it"};
    return next_item(cursor, open);
  }
  if (cursor.peek() == '}' || cursor.peek() == ']')
    return {fmt::format("'{}' where '{}' is expected", cursor.peek(), close), cursor.place(), opened(open.back())};
  return {fmt::format("{} where ',' or '{}' is expected", next_text(cursor), close), cursor.place(),
          cursor.peek() == '"' ? "a comma is missing before it" : ""};
}

}  // namespace

Fault diagnose_word(const Cursor& cursor) { return bad_value(cursor, {}); }

Fault diagnose(Cursor cursor, const std::vector<Open>& open, Last last) {
  if (!cursor.skip_blanks()) return {"the comment is not closed", cursor.place(), "end it with */"};
  if (cursor.peek() == '/') return {"a lone '/'", cursor.place(), "comments are // or /* */"};
  if (last == Last::key) {
    if (cursor.at_end()) return early_end(cursor, open);
    if (cursor.peek() != ':')
      return {fmt::format("{} where ':' is expected", next_text(cursor)), cursor.place(),
              "a ':' stands after each key"};
    cursor.advance(1);
    if (!cursor.skip_blanks()) return {"the comment is not closed", cursor.place(), "end it with */"};
    return bad_value(cursor, open);
  }
  if (open.empty()) {
    if (last == Last::nothing) return bad_value(cursor, open);
    return {fmt::format("{} after the end of the value", next_text(cursor)), cursor.place(), "a file holds one value"};
  }
  if (last == Last::value) return bad_continuation(cursor, open);
  const bool wrong_close = cursor.peek() == (open.back().type == Type::object ? ']' : '}');
  return wrong_close ? bad_continuation(cursor, open) : next_item(cursor, open);
}

}  // namespace schedlitmus::json
