#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "verdict/two_sample.hpp"

namespace schedlitmus::verdict {
namespace {

int compare(double a, double b, double tie_within) {
  if (std::abs(a - b) <= tie_within) return 0;
  return a > b ? 1 : -1;
}

double sum_of_squares(const std::vector<double>& means, double delta) {
  double sum = 0;
  for (const double mean : means) sum += (mean - delta) * (mean - delta);
  return sum;
}

/// Where all pairs agree the variance is 0, and what is known is only that
/// another outcome is rare among the runs of the smaller side (Feng and Cliff).
Interval where_all_agree(double delta, double runs, double t) {
  const double bound = std::max(0.0, (runs - t * t) / (runs + t * t));
  return delta > 0 ? Interval{bound, 1} : Interval{-1, -bound};
}

Interval interval_of(double delta, double error, double t) {
  const double spread = t * error;
  const double rest = 1 - delta * delta;
  const double half = spread * std::sqrt(rest * rest + spread * spread);
  const double scale = rest + spread * spread;
  const double middle = delta - delta * delta * delta;
  return {std::max(-1.0, (middle - half) / scale), std::min(1.0, (middle + half) / scale)};
}

}  // namespace

Effect cliffs_delta(Numbers a, Numbers b, double confidence, double tie_within) {
  assert(a.size() >= 2 && b.size() >= 2);
  const auto n = static_cast<double>(a.size());
  const auto m = static_cast<double>(b.size());
  Effect effect;
  std::vector<double> of_a(a.size(), 0);
  std::vector<double> of_b(b.size(), 0);
  double greater = 0;
  double smaller = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int sign = compare(a[i], b[j], tie_within);
      greater += sign > 0 ? 1 : 0;
      smaller += sign < 0 ? 1 : 0;
      of_a[i] += sign / m;
      of_b[j] += sign / n;
    }
  }
  effect.greater = greater / (n * m);
  effect.smaller = smaller / (n * m);
  effect.delta = (greater - smaller) / (n * m);
  // Each pair's (sign - delta)^2, summed.
  const double pairs = greater + smaller - n * m * effect.delta * effect.delta;
  const double variance =
      (m * m * sum_of_squares(of_a, effect.delta) + n * n * sum_of_squares(of_b, effect.delta) - pairs) /
      (n * m * (n - 1) * (m - 1));
  const double least = (1 - effect.delta * effect.delta) / (n * m - 1);
  effect.error = std::sqrt(std::max(variance, least));
  const double t = student_quantile((1 + confidence) / 2, n + m - 2);
  const bool all_agree = std::max(greater, smaller) == n * m;
  effect.interval =
      all_agree ? where_all_agree(effect.delta, std::min(n, m), t) : interval_of(effect.delta, effect.error, t);
  return effect;
}

}  // namespace schedlitmus::verdict
