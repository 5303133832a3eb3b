// Runs that hold at a given rate, the same with every compiler and library.
#pragma once

#include <cstdint>
#include <random>

namespace schedlitmus::verdict {

class SimulatedRuns {
 public:
  SimulatedRuns(double hold_rate, std::uint64_t seed) : hold_rate_(hold_rate), random_(seed) {}
  /// 53 bits of the engine as a number in [0, 1): std::bernoulli_distribution may differ between libraries.
  [[nodiscard]] bool next() { return static_cast<double>(random_() >> 11U) * 0x1p-53 < hold_rate_; }

 private:
  double hold_rate_;
  std::mt19937_64 random_;
};

}  // namespace schedlitmus::verdict
