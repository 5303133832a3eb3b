#include "expectation/values.hpp"

#include <cmath>

namespace schedlitmus::expectation {
namespace {

double to_three_digits(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 2);
  return std::round(value / unit) * unit;
}

}  // namespace

void Values::add(double value) {
  ++count_;
  ++counts_[exact_ ? value : to_three_digits(value)];
  if (exact_ && counts_.size() > kMostExact) round_all();
}

void Values::round_all() {
  exact_ = false;
  std::map<double, std::uint64_t> rounded;
  for (const auto& [value, count] : counts_) rounded[to_three_digits(value)] += count;
  counts_ = std::move(rounded);
}

double Values::at_rank(std::uint64_t rank) const {
  std::uint64_t below = 0;
  for (const auto& [value, count] : counts_) {
    below += count;
    if (below > rank) return value;
  }
  return counts_.rbegin()->first;
}

double Values::quantile(double share) const {
  // Less than a billionth above a whole number is the rounding of a fraction such as 0.95.
  const auto needed = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_) - 1e-9));
  return at_rank(needed == 0 ? 0 : needed - 1);
}

double Values::median() const { return (at_rank((count_ - 1) / 2) + at_rank(count_ / 2)) / 2; }

std::optional<std::uint64_t> Values::distinct() const {
  return exact_ ? std::optional<std::uint64_t>(counts_.size()) : std::nullopt;
}

}  // namespace schedlitmus::expectation
