#include "verdict/median_interval.hpp"

#include <algorithm>
#include <cassert>
#include <vector>

namespace schedlitmus::verdict {

int median_rank(int numbers, double alpha) {
  int rank = 0;
  while (rank < numbers && binomial_at_most(rank, numbers, 0.5) <= alpha) ++rank;
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
