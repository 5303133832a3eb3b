#include "verdict/ranks.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace schedlitmus::verdict {

Ranks rank(Numbers a, Numbers b) {
  struct Entry {
    double number;
    bool first;
  };
  std::vector<Entry> all;
  all.reserve(a.size() + b.size());
  for (const double number : a) all.push_back({number, true});
  for (const double number : b) all.push_back({number, false});
  std::ranges::sort(all, {}, &Entry::number);
  Ranks ranks;
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin;
    while (end < all.size() && all[end].number == all[begin].number) ++end;
    const auto doubled = static_cast<std::int64_t>(begin + 1 + end);
    for (std::size_t i = begin; i < end; ++i) (all[i].first ? ranks.a : ranks.b).push_back(doubled);
    const auto tied = static_cast<double>(end - begin);
    ranks.ties += tied * tied * tied - tied;
    begin = end;
  }
  return ranks;
}

double median(Numbers numbers) {
  assert(!numbers.empty());
  std::vector<double> sorted(numbers.begin(), numbers.end());
  std::ranges::sort(sorted);
  const std::size_t middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

double mann_whitney(Numbers a, Numbers b) {
  if (a.empty() || b.empty()) return 1;
  const Ranks ranks = rank(a, b);
  const auto n = static_cast<double>(a.size());
  const auto m = static_cast<double>(b.size());
  double sum = 0;
  for (const std::int64_t doubled : ranks.a) sum += static_cast<double>(doubled) / 2;
  const double off = std::abs(sum - n * (n + m + 1) / 2);
  const double variance = n * m / 12 * (n + m + 1 - ranks.ties / ((n + m) * (n + m - 1)));
  constexpr double kContinuity = 0.5;
  return variance > 0 ? normal_two_sided(std::max(0.0, off - kContinuity) / std::sqrt(variance)) : 1;
}

}  // namespace schedlitmus::verdict
