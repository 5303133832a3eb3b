#include "verdict/median_interval.hpp"

#include <algorithm>
#include <cassert>
#include <vector>

namespace schedlitmus::verdict {

int median_rank(int numbers, double alpha) {
  int rank = 0;
  for (int too_high = numbers; rank < too_high;) {
    const int middle = rank + (too_high - rank) / 2;
    if (binomial_at_most(middle, numbers, 0.5) <= alpha) {
      rank = middle + 1;
    } else {
      too_high = middle;
    }
  }
  return rank;
}

Interval median_interval(Numbers numbers, double alpha) {
  assert(!numbers.empty());
  std::vector<double> sorted(numbers.begin(), numbers.end());
  std::ranges::sort(sorted);
  const int rank = std::max(1, median_rank(static_cast<int>(sorted.size()), alpha));
  const auto place = static_cast<std::size_t>(rank);
  return {sorted[place - 1], sorted[sorted.size() - place]};
}

}  // namespace schedlitmus::verdict
