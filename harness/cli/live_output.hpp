// The last lines that a program printed, fit for a picture of lines.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace schedlitmus::cli {

class LiveOutput {
 public:
  /// Of one stream, in pieces of any size.
  void add(std::string_view bytes);
  /// At most `most` lines, the newest last; what would move the cursor or colour the picture is taken out.
  [[nodiscard]] std::vector<std::string> last(std::size_t most) const;
  /// All that is kept, as it was printed.
  [[nodiscard]] std::string kept() const;

 private:
  std::deque<std::string> lines_;
  std::string partial_;
};

}  // namespace schedlitmus::cli
