#include "compare/power.hpp"

#include <cmath>
#include <vector>

#include "compare/difference.hpp"
#include "verdict/distributions.hpp"

namespace schedlitmus::compare {
namespace {

std::vector<double> chances(double rate, int runs) {
  std::vector<double> of_count;
  for (int count = 0; count <= runs; ++count) {
    of_count.push_back(verdict::binomial_at_most(count, runs, rate) - verdict::binomial_at_most(count - 1, runs, rate));
  }
  return of_count;
}

}  // namespace

double power(double before, double after, int runs, double p) {
  const auto of_before = chances(before, runs);
  const auto of_after = chances(after, runs);
  double named = 0;
  for (int a = 0; a <= runs; ++a) {
    for (int b = 0; b <= runs; ++b) {
      const double chance = of_before[static_cast<std::size_t>(a)] * of_after[static_cast<std::size_t>(b)];
      if (chance <= 0 || std::abs(a - b) < kLeastEffect * runs) continue;
      if (verdict::fisher_exact({a, runs}, {b, runs}) <= p) named += chance;
    }
  }
  return named;
}

}  // namespace schedlitmus::compare
