// The smallest steps of reading a trace line. Everything here is strict: a
// number has no leading zeros, because the runtime prints none, and glued
// digits often show by one.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

namespace schedlitmus::trace {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
[[nodiscard]] constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// Letters, digits and '_', by table: every byte of a header is asked.
inline constexpr auto kKeyChars = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 256; ++c)
    table[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  return table;
}();
[[nodiscard]] constexpr bool is_key_char(char c) { return kKeyChars[static_cast<unsigned char>(c)]; }

/// How far a line could be read.
enum class Reading : std::uint8_t {
  whole,     ///< everything that must stand there does
  cut,       ///< right as far as it goes, and then the text ends
  torn,      ///< something stands there that the runtime does not print
  overflow,  ///< a number beyond 64 bits
  length,    ///< a list that has not gomaxprocs entries
};

/// A place in a text that only moves forward. After a step has failed,
/// `failure` says whether the text ended there or says something else.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : begin_(text.data()), at_(begin_), end_(begin_ + text.size()) {}

  [[nodiscard]] bool done() const { return at_ == end_; }
  [[nodiscard]] char peek() const { return at_ == end_ ? '\0' : *at_; }
  [[nodiscard]] std::size_t position() const { return static_cast<std::size_t>(at_ - begin_); }
  [[nodiscard]] std::string_view rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }
  [[nodiscard]] Reading failure() const { return failure_; }
  void skip(std::size_t count) { at_ += count; }

  bool take(std::string_view literal) {
    const auto left = rest();
    if (left.starts_with(literal)) {
      at_ += literal.size();
      return true;
    }
    return fail(literal.starts_with(left) ? Reading::cut : Reading::torn);
  }
  bool take_if(std::string_view literal) {
    if (!rest().starts_with(literal)) return false;
    at_ += literal.size();
    return true;
  }
  void skip_blanks() {
    while (at_ != end_ && is_blank(*at_)) ++at_;
  }
  bool take_blanks() {
    if (done()) return fail(Reading::cut);
    if (!is_blank(*at_)) return fail(Reading::torn);
    skip_blanks();
    return true;
  }
  /// Decimal, with an optional minus sign.
  bool take_number(std::int64_t& value) {
    const char* digits = at_ + (peek() == '-' ? 1 : 0);
    if (digits == end_) return fail(Reading::cut);
    std::uint64_t sum = 0;
    const char* p = digits;
    // Eighteen digits cannot overflow.
    const char* const safe = end_ - digits > 18 ? digits + 18 : end_;
    for (; p != safe && is_digit(*p); ++p) sum = sum * 10 + static_cast<std::uint64_t>(*p - '0');
    for (; p != end_ && is_digit(*p); ++p) {
      const auto digit = static_cast<std::uint64_t>(*p - '0');
      if (sum > (kLargest - digit) / 10) return fail(Reading::overflow);
      sum = sum * 10 + digit;
    }
    const bool canonical = p != digits && (*digits != '0' || p == at_ + 1);
    if (!canonical) return fail(Reading::torn);
    value = digits == at_ ? static_cast<std::int64_t>(sum) : -static_cast<std::int64_t>(sum);
    at_ = p;
    return true;
  }
  bool fail(Reading why) {
    failure_ = why;
    return false;
  }

 private:
  static constexpr auto kLargest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const char* begin_;
  const char* at_;
  const char* end_;
  Reading failure_ = Reading::torn;
};

/// An id: "nil" and -1 say that there is none.
struct Id {
  std::int64_t value = 0;
  bool none = false;
};
inline bool take_id(Cursor& cursor, Id& id) {
  if (cursor.take_if("nil")) {
    id = {.value = 0, .none = true};
    return true;
  }
  if (!cursor.done() && std::string_view("nil").starts_with(cursor.rest())) return cursor.fail(Reading::cut);
  if (!cursor.take_number(id.value)) return false;
  id.none = id.value == -1;
  return id.value >= -1 || cursor.fail(Reading::torn);
}

/// A flag: 0/1, from 1.5 (M lines) and 1.20 (header) on true/false. No flag is
/// the beginning of another, so that it ends where it ends.
inline bool take_flag(Cursor& cursor, std::int64_t& value) {
  if (cursor.take_if("0") || cursor.take_if("false")) {
    value = 0;
    return true;
  }
  if (cursor.take_if("1") || cursor.take_if("true")) {
    value = 1;
    return true;
  }
  const auto left = cursor.rest();
  const bool begun = std::string_view("false").starts_with(left) || std::string_view("true").starts_with(left);
  return cursor.fail(begun ? Reading::cut : Reading::torn);
}

}  // namespace schedlitmus::trace
