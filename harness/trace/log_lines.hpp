// Chunks of a log as lines. Only a line that a chunk cuts is copied.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace schedlitmus::trace {

class LogLines {
 public:
  /// A longer line is not looked into: it comes in pieces, its end with the last one.
  static constexpr std::size_t kMaxLine = std::size_t{1} << 21U;

  /// Calls line(text) with each whole line, without its end, and piece(bytes) with those of a longer one.
  template <class Line, class Piece>
  void feed(std::string_view bytes, Line line, Piece piece) {
    while (!bytes.empty()) {
      const auto newline = bytes.find('\n');
      const bool ends = newline != std::string_view::npos;
      const auto some = bytes.substr(0, ends ? newline + 1 : bytes.size());
      bytes.remove_prefix(some.size());
      if (in_long_line_ || partial_.size() + some.size() > kMaxLine) {
        if (!partial_.empty()) piece(std::string_view(partial_));
        partial_.clear();
        piece(some);
        in_long_line_ = !ends;
      } else if (!ends) {
        partial_ += some;
      } else if (partial_.empty()) {
        line(some.substr(0, newline));
      } else {
        partial_ += some.substr(0, newline);
        line(std::string_view(partial_));
        partial_.clear();
      }
    }
  }

  /// Calls line(text) with the last line, if it has no end.
  template <class Line>
  void finish(Line line) {
    if (!partial_.empty()) line(std::string_view(partial_));
    partial_.clear();
  }

 private:
  std::string partial_;
  bool in_long_line_ = false;
};

}  // namespace schedlitmus::trace
