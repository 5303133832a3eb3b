// Where the tokens of a JSON text stand. Internal to the JSON reader.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/json.hpp"

namespace schedlitmus::json {

/// Walks over a text, token by token, in step with the parser that says what
/// they mean. It does not check anything, and stays inside any text.
class Cursor {
 public:
  explicit Cursor(std::string_view text);

  [[nodiscard]] bool at_end() const { return offset_ >= text_.size(); }
  /// The next byte; '\0' at the end.
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[offset_]; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(offset_); }
  /// What skip_token would skip.
  [[nodiscard]] std::string_view token() const;
  [[nodiscard]] Place place() const { return place_; }
  /// In bytes from the text's begin.
  [[nodiscard]] std::size_t offset() const { return mark_ + offset_; }
  void advance(std::size_t bytes);

  /// Over blanks and comments. False at a comment that does not end.
  bool skip_blanks();
  /// Over blanks, comments and the ',' and ':' between values.
  void skip_separators();
  /// Over a string, a number, a word or one other character.
  void skip_token();

 private:
  std::string_view text_;
  std::size_t mark_ = 0;  ///< length of the byte order mark, which is not in text_
  std::size_t offset_ = 0;
  Place place_;
};

/// An array or object that is not closed yet.
struct Open {
  Type type = Type::array;
  Place place;
};

/// What a well-formed beginning of a text ended with.
enum class Last : std::uint8_t { nothing, opening, key, value };

struct Fault {
  std::string what;
  Place place;
  std::string hint;
};

/// The first byte of the text that is not UTF-8, or a NUL.
[[nodiscard]] std::optional<Fault> find_bad_bytes(std::string_view text);

/// Whether a number or word of JSON ends where the next token does. The parser
/// takes "0x10" for a 0 and sees the rest as the next token.
[[nodiscard]] bool is_whole_word(const Cursor& cursor);
/// What is wrong with the word at the cursor where it is not.
[[nodiscard]] Fault diagnose_word(const Cursor& cursor);

/// Why the text cannot go on as it does at the cursor, where a parser refused it.
[[nodiscard]] Fault diagnose(Cursor cursor, const std::vector<Open>& open, Last last);

}  // namespace schedlitmus::json
