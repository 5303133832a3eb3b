// What a few numbers say of the median behind them, whatever their distribution.
#pragma once

#include "verdict/two_sample.hpp"

namespace schedlitmus::verdict {

/// The k with which the k-th smallest number is a lower bound of the median, and
/// the k-th greatest an upper one, each with confidence 1 - alpha; 0: too few
/// numbers for any. By the sign test.
[[nodiscard]] int median_rank(int numbers, double alpha);

/// Between these two; where there is no such rank, the least and the greatest number.
[[nodiscard]] Interval median_interval(Numbers numbers, double alpha);

}  // namespace schedlitmus::verdict
