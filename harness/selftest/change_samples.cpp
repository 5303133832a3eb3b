#include <algorithm>
#include <array>

#include "selftest/change.hpp"

namespace schedlitmus::selftest {
namespace {

using trace::HeaderField;
using trace::Sample;

/// Lists and P lines for that many Ps: those that are more do nothing.
void resize_procs(Sample& sample, std::int64_t procs) {
  const auto before = sample.header.get(HeaderField::gomaxprocs);
  if (!before) return;
  const auto count = static_cast<std::size_t>(procs);
  sample.header.set(HeaderField::gomaxprocs, procs);
  if (const auto idle = sample.header.get(HeaderField::idleprocs))
    sample.header.set(HeaderField::idleprocs, std::clamp<std::int64_t>(*idle + procs - *before, 0, procs));
  if (!sample.local.empty()) sample.local.resize(count);
  if (!sample.schedticks.empty()) sample.schedticks.resize(count);
  while (!sample.procs.empty() && sample.procs.size() < count) {
    sample.procs.push_back(sample.procs.back());
    sample.procs.back().id = static_cast<std::int64_t>(sample.procs.size()) - 1;
  }
  if (sample.procs.size() > count) sample.procs.resize(count);
}

}  // namespace

Stretch some_samples(const Recording& recording, Draw& draw) {
  const auto count = recording.samples.size();
  if (draw.one_in(2)) return {0, count};
  const auto begin = draw.below(count);
  if (draw.one_in(2)) return {begin, begin + 1};
  return {begin, begin + 1 + draw.below(count - begin)};
}

void change_procs(Recording& recording, Draw& draw) {
  constexpr std::array<std::int64_t, 5> kSteps = {-1, 1, 2, 6, 62};
  const auto step = kSteps.at(draw.below(kSteps.size()));
  const auto [begin, end] = some_samples(recording, draw);
  for (auto i = begin; i < end; ++i) {
    auto& sample = recording.samples[i];
    const auto procs = sample.header.get(HeaderField::gomaxprocs).value_or(1);
    resize_procs(sample, std::max<std::int64_t>(procs + step, 1));
  }
}

void drop_samples(Recording& recording, Draw& draw) {
  auto& samples = recording.samples;
  if (draw.one_in(3)) {  // some everywhere
    std::erase_if(samples, [&](const Sample&) { return draw.one_in(2); });
    return;
  }
  const auto [begin, end] = some_samples(recording, draw);
  const auto at = [&](std::size_t i) { return samples.begin() + static_cast<std::ptrdiff_t>(i); };
  // All of them would leave nothing to say.
  if (end - begin < samples.size()) samples.erase(at(begin), at(end));
}

void repeat_samples(Recording& recording, Draw& draw) {
  auto& samples = recording.samples;
  const auto [begin, end] = some_samples(recording, draw);
  if (draw.one_in(2)) {  // one of them in place of the others, at their times
    const Sample one = samples[draw.below(samples.size())];
    for (auto i = begin; i < end; ++i) {
      const auto time = samples[i].time;
      samples[i] = one;
      samples[i].time = time;
    }
    return;
  }
  const auto times = 1 + draw.below(3);
  std::vector<Sample> longer;
  for (std::size_t i = 0; i < samples.size(); ++i)
    longer.insert(longer.end(), i >= begin && i < end ? 1 + times : 1, samples[i]);
  samples = std::move(longer);
}

void stretch_time(Recording& recording, Draw& draw) {
  constexpr std::array<double, 8> kFactors = {0.1, 0.25, 0.5, 0.8, 1.25, 2, 4, 10};
  const double factor = draw.one_in(3) ? 1 : kFactors.at(draw.below(kFactors.size()));
  const auto length = static_cast<std::size_t>(recording.samples.back().time.count());
  const Millis delay{factor == 1 ? draw.below(length + 1) : 0};
  for (auto& sample : recording.samples)
    sample.time = Millis{static_cast<std::int64_t>(static_cast<double>(sample.time.count()) * factor)} + delay;
}

}  // namespace schedlitmus::selftest
