// A log's JSON line, member by member. The strict reader of support/json keeps
// each value's place for errors, which is too slow for each line of a log; and
// here a line that is not right is no error, but text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace schedlitmus::trace {

class FlatJson {
 public:
  struct Member {
    std::string_view key;    ///< as it is written, without its quotation marks
    std::string_view value;  ///< as it is written
  };

  explicit FlatJson(std::string_view line);
  /// The next member of the object; nothing at its end, or where the line is no object.
  [[nodiscard]] std::optional<Member> next();
  /// After next() gave nothing: the line was one object.
  [[nodiscard]] bool whole() const { return whole_; }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_blanks();
  bool skip_string();
  bool skip_value();

  std::string_view text_;
  std::size_t at_ = 0;
  bool first_ = true;
  bool whole_ = false;
};

/// The text of a string as it is written, put into `out`. False: it is no string. Surrogates that are no pair become
/// U+FFFD.
[[nodiscard]] bool read_string(std::string_view written, std::string& out);
/// Likewise of an array of numbers below 256: journald writes so what is not UTF-8.
[[nodiscard]] bool read_bytes(std::string_view written, std::string& out);

}  // namespace schedlitmus::trace
