// Copies of the few texts in a trace (wait reasons above all), each kept once,
// so that a sample can outlive the bytes it was read from.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace schedlitmus::trace {

class TextPool {
 public:
  /// Readable bytes behind every text, for readers that load eight at a time.
  static constexpr std::size_t kPadding = 8;

  /// The same text at a place that stays until `trim` says otherwise. Equal
  /// texts mostly share one copy.
  std::string_view keep(std::string_view text);
  /// For when no view is in use: forgets everything once it has become large,
  /// and says so.
  bool trim();

 private:
  static constexpr std::size_t kSlots = 256;
  std::string_view copy(std::string_view text);

  std::array<std::string_view, kSlots> recent_{};
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t left_ = 0;  ///< free bytes at the end of the last block
  std::size_t kept_ = 0;
};

}  // namespace schedlitmus::trace
