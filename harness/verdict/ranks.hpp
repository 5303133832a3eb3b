// Ranks of two groups of numbers together. Internal to the two-sample tests.
#pragma once

#include <cstdint>
#include <vector>

#include "verdict/two_sample.hpp"

namespace schedlitmus::verdict {

/// Ranks from 1 on, doubled, so that the mean ranks of ties are whole numbers too.
struct Ranks {
  std::vector<std::int64_t> a, b;  ///< each sorted
  double ties = 0;                 ///< sum over groups of t ties of t^3 - t
};
[[nodiscard]] Ranks rank(Numbers a, Numbers b);

}  // namespace schedlitmus::verdict
