// A printed trace cut into the writes that the runtime makes of it: an
// implementation apart from the reader's, after print.go and print.c.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schedlitmus::trace {

class Cutter {
 public:
  explicit Cutter(int minor) : minor_(minor) {}

  /// Of a line without its end; the end is added.
  std::vector<std::string> cut(std::string_view line) {
    pieces_.clear();
    const bool header = line.starts_with("SCHED ");
    piece(line, header ? 6 : 3);
    value(line);
    if (!header && line.starts_with(": status=") && line.find('(') != line.npos) {
      goroutine(line);
      return std::move(pieces_);
    }
    while (!line.empty() && line.find('=') != line.npos && !is_list(line)) {
      piece(line, line.find('=') + 1);
      if (pieces_.back() == " preemptoff=")
        preemptoff(line);
      else
        value(line);
    }
    if (is_list(line)) return list(line);
    pieces_.emplace_back("\n");
    return std::move(pieces_);
  }

 private:
  static bool is_list(std::string_view line) { return line.starts_with(" ["); }

  void piece(std::string_view& line, std::size_t size) {
    if (size > 0) pieces_.emplace_back(line.substr(0, size));
    line.remove_prefix(size);
  }
  void value(std::string_view& line) {
    if (minor_ < 27 && line.starts_with('-')) piece(line, 1);
    piece(line, std::min(line.find_first_not_of("-0123456789nilaesfrtu"), line.size()));
    if (!line.starts_with('/')) return;
    piece(line, 1);
    value(line);
  }
  void preemptoff(std::string_view& line) { text(line, line.find(" locks=")); }
  void text(std::string_view& line, std::size_t size) {
    if (size == 0 && minor_ == 2) pieces_.emplace_back();
    piece(line, size);
  }
  void goroutine(std::string_view& line) {
    piece(line, 9);
    value(line);
    piece(line, 1);
    text(line, line.find(") m="));
    piece(line, 4);
    value(line);
    piece(line, 9);
    value(line);
    pieces_.emplace_back("\n");
  }
  std::vector<std::string> list(std::string_view line) {
    if (minor_ < 5) {
      piece(line, 2);
    } else {
      piece(line, 1);
      piece(line, minor_ < 25 ? 1 : 2);
    }
    while (true) {
      value(line);
      if (minor_ >= 25 && line.starts_with(" ] ")) {
        piece(line, 2);
        piece(line, std::string_view(" schedticks=[ ").size());
        continue;
      }
      if (minor_ >= 25 && line == " ]") piece(line, 1);
      if (line == "]") break;
      piece(line, 1);
    }
    pieces_.emplace_back("]\n");
    return std::move(pieces_);
  }

  int minor_;
  std::vector<std::string> pieces_;
};

}  // namespace schedlitmus::trace
