// What a program printed on stdout, as far as checks ask. Memory does not grow
// with the stream.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/pattern.hpp"

namespace schedlitmus::expectation {

/// Of a longer line the beginning is looked at.
inline constexpr std::size_t kLongestLine = 4096;
/// Longer texts are not compared as a whole.
inline constexpr std::size_t kLongestText = 64U << 10U;

/// Bytes in pieces of any size, whole lines out.
class LineSplitter {
 public:
  template <class OnLine>
  void feed(std::string_view bytes, OnLine on_line) {
    for (auto end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
      append(bytes.substr(0, end));
      finish(on_line);
      bytes.remove_prefix(end + 1);
    }
    append(bytes);
  }
  /// The last line, which has no end.
  template <class OnLine>
  void finish(OnLine on_line) {
    if (line_.ends_with('\r')) line_.pop_back();
    if (!line_.empty()) on_line(std::string_view(line_));
    line_.clear();
  }

 private:
  void append(std::string_view more) { line_.append(more.substr(0, kLongestLine - line_.size())); }
  std::string line_;
};

/// "measure: name=value", without the blanks around both.
struct MeasureLine {
  std::string_view name, value;
};
/// Nothing for a line of another kind.
[[nodiscard]] std::optional<MeasureLine> measure_in(std::string_view line);

/// A measure as it was printed.
struct Measure {
  std::string name, value;
  bool operator==(const Measure&) const = default;
};
inline constexpr std::size_t kMostMeasures = 100;

/// All measures of a text, in the order in which their names came first; of a name that comes again the
/// last value counts. Of more names than kMostMeasures the first ones.
class MeasureCollector {
 public:
  /// The next part of the text, cut anywhere.
  void feed(std::string_view bytes);
  /// At the end of the text.
  [[nodiscard]] std::vector<Measure> take();

 private:
  void on_line(std::string_view line);

  LineSplitter lines_;
  std::vector<Measure> measures_;
};

/// The measure that tells how many requests were made.
inline constexpr std::string_view kRequests = "requests";

class ProgramOutput {
 public:
  /// Which measures and patterns will be asked for.
  ProgramOutput(const std::vector<std::string>& measures, std::vector<Pattern> patterns);

  void feed(std::string_view bytes);
  void finish();

  /// The text after the "=" of the last line "measure: NAME=...", without blanks around it.
  [[nodiscard]] std::optional<std::string> measure(const std::string& name) const;
  /// What the pattern of that place picks out of the last line that it matches.
  [[nodiscard]] std::optional<std::string> picked(std::size_t pattern) const { return picked_.at(pattern); }
  /// All, without blanks at the end; nothing where it is longer than kLongestText.
  [[nodiscard]] std::optional<std::string> whole() const;

 private:
  void on_line(std::string_view line);

  LineSplitter lines_;
  std::map<std::string, std::optional<std::string>, std::less<>> measures_;
  std::vector<Pattern> patterns_;
  std::vector<std::optional<std::string>> picked_;
  std::string text_;
  bool too_long_ = false;
};

/// Its measure kRequests, if it is asked for: 1 or more; nothing where it was not printed, or is no such number.
[[nodiscard]] std::optional<std::uint64_t> requests_in(const ProgramOutput& output);

}  // namespace schedlitmus::expectation
