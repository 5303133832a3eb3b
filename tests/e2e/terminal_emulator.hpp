// As much of a terminal as a picture of lines needs: what is on its screen?
#pragma once

#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace schedlitmus::e2e {

class TerminalEmulator {
 public:
  explicit TerminalEmulator(std::size_t height) : other_(height), screen_(height) {}

  void feed(std::string_view bytes) {
    for (const char c : bytes) {
      if (!sequence_.empty()) {
        sequence_ += c;
        const bool final = sequence_.size() > 2 && c >= '@' && c <= '~';
        if (final) obey();
        if (final || sequence_[1] != '[') sequence_.clear();
      } else if (c == '\x1b') {
        sequence_ = c;
      } else if (c == '\r') {
        column_ = 0;
      } else if (c == '\n') {
        if (row_ + 1 < screen_.size()) ++row_;
      } else {
        put(c);
      }
    }
  }

  [[nodiscard]] std::string text() const {
    std::string text;
    for (const auto& line : screen_) text += line + '\n';
    return text;
  }
  [[nodiscard]] bool on_other_screen() const { return on_other_; }
  [[nodiscard]] bool shows_cursor() const { return cursor_; }
  /// The last picture that was complete on the other screen.
  [[nodiscard]] const std::string& last_picture() const { return last_picture_; }

 private:
  /// Bytes, not characters: enough to look for words.
  void put(char c) {
    auto& line = screen_[row_];
    if (line.size() <= column_) line.resize(column_ + 1, ' ');
    line[column_++] = c;
  }

  void obey() {
    const std::string_view what = std::string_view(sequence_).substr(2);
    if (what == "H") {
      row_ = column_ = 0;
    } else if (what == "K") {
      screen_[row_].resize(std::min(column_, screen_[row_].size()));
    } else if (what == "J") {
      screen_[row_].resize(std::min(column_, screen_[row_].size()));
      for (auto row = row_ + 1; row < screen_.size(); ++row) screen_[row].clear();
    } else if (what == "?1049h" || what == "?1049l") {
      on_other_ = what.back() == 'h';
      screen_.swap(other_);
      row_ = column_ = 0;
    } else if (what == "?25l" || what == "?25h") {
      cursor_ = what.back() == 'h';
    } else if (what == "?2026l" && on_other_) {
      last_picture_ = text();
    }
  }

  std::vector<std::string> other_, screen_;
  std::string sequence_, last_picture_;
  std::size_t row_ = 0, column_ = 0;
  bool on_other_ = false, cursor_ = true;
};

}  // namespace schedlitmus::e2e
