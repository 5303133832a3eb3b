#include "diagnosis/pace.hpp"

#include <algorithm>

namespace schedlitmus::diagnosis {
namespace {

constexpr std::ptrdiff_t kMostGaps = 20'000;

}  // namespace

void Pace::see(Millis time) {
  if (last_) gaps_.push_back({time, time - *last_});
  last_ = time;
  if (std::ssize(gaps_) > kMostGaps) gaps_.erase(gaps_.begin(), gaps_.begin() + kMostGaps / 2);
}

Millis Pace::period() const {
  if (gaps_.empty()) return Millis{0};
  auto ordered = gaps_;
  const auto tenth = ordered.begin() + std::ssize(ordered) / 10;
  std::ranges::nth_element(ordered, tenth, {}, &Gap::length);
  return tenth->length;
}

double Pace::lost_share() const {
  const auto expected = period();
  Millis lost{}, all{};
  for (const auto& gap : gaps_) {
    lost += std::max(gap.length - expected, Millis{0});
    all += gap.length;
  }
  return all > Millis{0} ? static_cast<double>(lost.count()) / static_cast<double>(all.count()) : 0;
}

Millis Pace::longest() const {
  Millis longest{};
  for (const auto& gap : gaps_) longest = std::max(longest, gap.length);
  return longest;
}

bool is_on_time(Millis gap, Millis period) {
  constexpr Millis kRoom{30};
  return gap <= period + std::max(kRoom, period / 4);
}

}  // namespace schedlitmus::diagnosis
