#include "expectation/theil_sen.hpp"

#include <algorithm>
#include <cmath>

namespace schedlitmus::expectation {
namespace {

/// Of the normal distribution, for 95 % two-sided.
constexpr double kNormalQuantile = 1.959963984540054;

std::vector<double> slopes_between(std::span<const Point> points) {
  std::vector<double> slopes;
  slopes.reserve(points.size() * (points.size() - 1) / 2);
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t j = i + 1; j < points.size(); ++j) {
      if (points[i].seconds != points[j].seconds)
        slopes.push_back((points[j].value - points[i].value) / (points[j].seconds - points[i].seconds));
    }
  }
  std::ranges::sort(slopes);
  return slopes;
}

}  // namespace

std::optional<Slope> theil_sen(std::span<const Point> points) {
  if (points.size() < kFewestForTrend) return std::nullopt;
  const std::vector<double> slopes = slopes_between(points);
  if (slopes.empty()) return std::nullopt;
  const auto n = static_cast<double>(points.size());
  const auto pairs = static_cast<double>(slopes.size());
  const double spread = kNormalQuantile * std::sqrt(n * (n - 1) * (2 * n + 5) / 18);
  const std::size_t last = slopes.size() - 1;
  const auto at = [&](double rank) { return slopes[static_cast<std::size_t>(std::clamp(rank, 0.0, pairs - 1))]; };
  return Slope{.estimate = (slopes[last / 2] + slopes[slopes.size() / 2]) / 2,
               .low = at(std::round((pairs - spread) / 2) - 1),
               .high = at(std::round((pairs + spread) / 2))};
}

void Buckets::add(Millis time, double value) {
  if (buckets_.empty() || buckets_.back().count == width_) {
    if (buckets_.size() == kMost) halve();
    buckets_.emplace_back();
  }
  Bucket& bucket = buckets_.back();
  ++bucket.count;
  bucket.seconds += static_cast<double>(time.count()) / 1000;
  bucket.value += value;
}

void Buckets::halve() {
  for (std::size_t i = 0; i < kMost / 2; ++i) {
    const Bucket& a = buckets_[2 * i];
    const Bucket& b = buckets_[2 * i + 1];
    buckets_[i] = {a.count + b.count, a.seconds + b.seconds, a.value + b.value};
  }
  buckets_.resize(kMost / 2);
  width_ *= 2;
}

std::vector<Point> Buckets::points() const {
  std::vector<Point> points;
  points.reserve(buckets_.size());
  for (const Bucket& bucket : buckets_) {
    const auto count = static_cast<double>(bucket.count);
    points.push_back({bucket.seconds / count, bucket.value / count});
  }
  return points;
}

}  // namespace schedlitmus::expectation
