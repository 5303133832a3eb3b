#include "verdict/multiplicity.hpp"

#include <algorithm>
#include <numeric>

namespace schedlitmus::verdict {

std::vector<double> benjamini_hochberg(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, std::ranges::greater{}, [&](std::size_t i) { return p[i]; });
  std::vector<double> q(p.size());
  double least = 1;
  for (std::size_t n = 0; n < order.size(); ++n) {
    const double rank = static_cast<double>(order.size() - n);
    least = std::min(least, p[order[n]] * static_cast<double>(order.size()) / rank);
    q[order[n]] = least;
  }
  return q;
}

}  // namespace schedlitmus::verdict
