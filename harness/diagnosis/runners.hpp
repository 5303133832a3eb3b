// Who runs most, among goroutines that come and go.
#pragma once

#include <cstdint>
#include <map>

namespace schedlitmus::diagnosis {

/// In how many samples each goroutine runs. Many that run once push nobody out
/// who runs all the time: where there are too many, each loses one (Misra and Gries).
class Runners {
 public:
  void see(std::int64_t id);
  struct Top {
    std::int64_t id = 0;
    std::uint64_t first = 0, second = 0;  ///< samples of the one that runs most, and of the next
  };
  [[nodiscard]] Top top() const;

 private:
  std::map<std::int64_t, std::uint64_t> counts_;
  std::uint64_t lost_ = 0;
};

}  // namespace schedlitmus::diagnosis
