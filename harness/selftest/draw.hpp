// Random draws that are the same on every machine for a seed.
#pragma once

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace schedlitmus::selftest {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}

  /// Below `end`, which is at least 1. So few more of the small numbers that it does not matter.
  [[nodiscard]] std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }
  [[nodiscard]] bool one_in(std::size_t many) { return below(many) == 0; }
  /// Needs at least one.
  template <class T>
  [[nodiscard]] const T& of(const std::vector<T>& items) {
    return items[below(items.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[below(left)]);
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace schedlitmus::selftest
