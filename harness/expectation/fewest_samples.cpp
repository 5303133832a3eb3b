#include <algorithm>
#include <cmath>

#include "expectation/theil_sen.hpp"
#include "expectation/watch.hpp"

namespace schedlitmus::expectation {
namespace {

std::uint64_t fewest_for(const StreakBounds& bounds) {
  const auto samples = [](const std::optional<StreakLength>& length, std::uint64_t more) -> std::uint64_t {
    const auto* count = length ? std::get_if<std::uint64_t>(&*length) : nullptr;
    return count == nullptr ? 1 : *count + more;
  };
  // One more than allowed, so that it could be too many.
  return std::max(samples(bounds.min, 0), samples(bounds.max, 1));
}

}  // namespace

std::uint64_t samples_for_share(double share) {
  const double rarer = std::min(share, 1 - share);
  // Less than a billionth above a whole number is the rounding of a fraction such as 0.05.
  return rarer <= 0 ? 1 : static_cast<std::uint64_t>(std::ceil(1 / rarer - 1e-9));
}

std::uint64_t fewest_samples(const Check& check) {
  switch (check.quantifier) {
    case Quantifier::share:
      return std::max(samples_for_share(check.share.min.value_or(0)), samples_for_share(check.share.max.value_or(1)));
    case Quantifier::streak:
      return fewest_for(check.streak);
    case Quantifier::trend:
      return kFewestForTrend;
    case Quantifier::quantile:
      return samples_for_share(check.quantile);
    case Quantifier::aggregate:
      return check.aggregate == Aggregate::change ? 2 : 1;
    case Quantifier::at:
    case Quantifier::always:
    case Quantifier::never:
    case Quantifier::eventually:
      return 1;
  }
  return 1;
}

}  // namespace schedlitmus::expectation
