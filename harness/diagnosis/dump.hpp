// What the runtime prints of goroutines when it gives up, as after "fatal
// error: all goroutines are asleep": who waits, for what, and where.
#pragma once

#include <string_view>
#include <vector>

#include "diagnosis/findings.hpp"

namespace schedlitmus::diagnosis {

/// Reads a program's text line by line, without line ends. Lines that are no dump's are passed over.
class Dump {
 public:
  void read(std::string_view line);
  /// Of at most kMostDumped, as they were printed; `where` is the first frame outside of the runtime and its locks.
  [[nodiscard]] const std::vector<SeenGoroutine>& goroutines() const { return goroutines_; }

 private:
  void read_frame(std::string_view line);

  std::vector<SeenGoroutine> goroutines_;
  bool in_stack_ = false;   ///< of the last one
  bool has_frame_ = false;  ///< the last line named it: the next one tells its file
};
inline constexpr std::size_t kMostDumped = 8;

}  // namespace schedlitmus::diagnosis
