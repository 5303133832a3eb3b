// Regular expressions over lines of text: Perl's syntax, as Boost.Regex has it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "support/result.hpp"

namespace schedlitmus::expectation {

class Pattern {
 public:
  /// An error for a text that is no regular expression.
  [[nodiscard]] static Result<Pattern> parse(const std::string& text);

  /// What it picks out of the line: the first group that took part, or the
  /// whole match where there are no groups. Nothing: no match, or one too
  /// costly to find, which the matcher gives up.
  [[nodiscard]] std::optional<std::string> pick(std::string_view line) const;
  [[nodiscard]] bool matches(std::string_view line) const { return pick(line).has_value(); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  struct Compiled;
  Pattern(std::string text, std::shared_ptr<const Compiled> compiled);
  std::string text_;
  std::shared_ptr<const Compiled> compiled_;  ///< shared: checks are copied
};

}  // namespace schedlitmus::expectation
