#include "diagnosis/turns.hpp"

#include <algorithm>
#include <utility>

namespace schedlitmus::diagnosis {

void Turns::see(std::vector<Seen> sample) {
  ++samples_;
  if (!std::ranges::is_sorted(sample, {}, &Seen::id)) std::ranges::sort(sample, {}, &Seen::id);
  std::vector<Count> next;
  next.reserve(sample.size());
  auto before = counts_.begin();
  for (const auto& seen : sample) {
    while (before != counts_.end() && before->id < seen.id) forget(*before++);
    Count count{seen.id};
    if (before != counts_.end() && before->id == seen.id) count = *before++;
    ++count.seen;
    count.works += seen.does == Does::works ? 1 : 0;
    count.waits += seen.does == Does::waits ? 1 : 0;
    next.push_back(count);
  }
  std::for_each(before, counts_.end(), [this](const Count& count) { forget(count); });
  counts_ = std::move(next);
}

void Turns::forget(const Count& count) {
  if (gone_.size() < kMostGone && count.works >= kLeast && count.waits >= kLeast) gone_.push_back(count);
}

Turns::Takers Turns::takers(double share, std::int64_t except) const {
  constexpr double kHalf = 0.5;
  Takers all;
  std::uint64_t works = 0;
  for (const auto* counts : {&counts_, &gone_}) {
    for (const auto& count : *counts) {
      const auto least = std::max<double>(kLeast, share * count.seen);
      if (count.id == except || count.seen < kHalf * samples_ || count.works < least || count.waits < least) continue;
      ++all.count;
      works += count.works;
    }
  }
  all.at_work = samples_ == 0 ? 0 : static_cast<double>(works) / samples_;
  return all;
}

}  // namespace schedlitmus::diagnosis
