// What Markdown reports have in common.
#pragma once

#include <cstddef>
#include <string>

namespace schedlitmus::report {

/// Text with at most so many bytes; pieces that do not fit are counted.
class MarkdownSheet {
 public:
  explicit MarkdownSheet(std::size_t limit) : limit_(limit - kTail) {}
  /// All of the piece or nothing; after the first that does not fit, none.
  void add(const std::string& piece);
  [[nodiscard]] std::string take();

 private:
  static constexpr std::size_t kTail = 512;  ///< bytes, for the word about what was left out
  std::size_t limit_;
  std::size_t left_out_ = 0;
  std::string out_;
};

/// Escaped, as code.
[[nodiscard]] std::string code(const std::string& text);
/// `summary` and `body` are Markdown.
[[nodiscard]] std::string folded(const std::string& summary, const std::string& body);

}  // namespace schedlitmus::report
