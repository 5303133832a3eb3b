// The slope of a series, robust against outliers, with its interval.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "support/duration.hpp"

namespace schedlitmus::expectation {

struct Point {
  double seconds = 0;
  double value = 0;
};

/// Of the value, per second.
struct Slope {
  double estimate = 0;
  double low = 0, high = 0;  ///< 95 % interval
};

/// Below that many points no slope differs from 0 with 95 % confidence.
inline constexpr std::size_t kFewestForTrend = 5;

/// Theil's and Sen's estimate, the median of the slopes between all pairs of
/// points, and the interval by Kendall's tau (Sen 1968), without correction for
/// ties, which makes it rather too wide. Nothing with fewer than kFewestForTrend
/// points, or where all have the same time. Time and memory grow with the square of the points.
[[nodiscard]] std::optional<Slope> theil_sen(std::span<const Point> points);

/// A series of any length in at most kMost points: where it is longer, each is
/// the mean of as many neighbours in a row (the last one may be of fewer).
class Buckets {
 public:
  static constexpr std::size_t kMost = 128;

  void add(Millis time, double value);
  [[nodiscard]] std::vector<Point> points() const;

 private:
  struct Bucket {
    std::size_t count = 0;
    double seconds = 0, value = 0;  ///< sums
  };
  void halve();

  std::vector<Bucket> buckets_;
  std::size_t width_ = 1;  ///< samples in a full bucket
};

}  // namespace schedlitmus::expectation
