#include <algorithm>
#include <string>

#include "selftest/change.hpp"

namespace schedlitmus::selftest {
namespace {

using expectation::Check;
using trace::Goroutine;
using trace::Sample;

/// Of the whole sample at most, so that a check on a huge number takes no memory.
constexpr std::size_t kMostGoroutines = 20'000;

/// Statuses of runtime2.go that a trace shows, and the one that the check asks for.
std::vector<std::int64_t> statuses_for(const Check& check) {
  std::vector<std::int64_t> statuses = {0, 1, 2, 3, trace::kGStatusWaiting, trace::kGStatusDead};
  if (const auto& asked = check.subject.goroutines.status) statuses.insert(statuses.end(), 3, *asked);
  return statuses;
}

std::vector<std::string> reasons_for(const Check& check, const Recording& recording) {
  std::vector<std::string> reasons = {"select", "chan receive", "IO wait", "sleep"};
  if (const auto& asked = check.subject.goroutines.waitreason) reasons.insert(reasons.end(), 4, *asked);
  for (const auto& goroutine : recording.samples.front().goroutines) reasons.emplace_back(goroutine.waitreason);
  return reasons;
}

/// All, about half, or one of the sample's goroutines.
template <class Change>
void change_some(Sample& sample, std::size_t which, Draw& draw, Change change) {
  auto& all = sample.goroutines;
  if (all.empty()) return;
  const auto one = draw.below(all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    if (which == 0 || (which == 1 && draw.one_in(2)) || (which == 2 && i == one)) change(all[i]);
}

void add_goroutines(Sample& sample, std::int64_t wanted, Draw& draw) {
  auto& all = sample.goroutines;
  if (all.empty()) return;
  const Goroutine like = draw.of(all);
  const auto room = kMostGoroutines - std::min(kMostGoroutines, all.size());
  auto id = std::ranges::max(all, {}, &Goroutine::id).id;
  for (auto left = std::min(static_cast<std::size_t>(std::max<std::int64_t>(wanted, 1)), room); left > 0; --left) {
    all.push_back(like);
    all.back().id = ++id;
  }
}

void remove_goroutines(Sample& sample, std::size_t which, Draw& draw) {
  constexpr std::int64_t kGone = -1;
  change_some(sample, which, draw, [](Goroutine& goroutine) { goroutine.id = kGone; });
  std::erase_if(sample.goroutines, [](const Goroutine& goroutine) { return goroutine.id == kGone; });
}

}  // namespace

void change_goroutines(Mutation mutation, const Check& check, const std::vector<std::int64_t>& numbers,
                       Recording& recording, Draw& draw) {
  const auto new_status = draw.of(statuses_for(check));
  const auto reason = recording.texts->keep(draw.of(reasons_for(check, recording)));
  const auto count = draw.of(numbers);
  const auto which = draw.below(3);
  const bool lock = draw.one_in(2);
  const auto [begin, end] = some_samples(recording, draw);
  for (auto i = begin; i < end; ++i) {
    auto& sample = recording.samples[i];
    if (mutation == Mutation::status) {
      change_some(sample, which, draw, [&](Goroutine& goroutine) { goroutine.status = new_status; });
    } else if (mutation == Mutation::wait_reason) {
      change_some(sample, which, draw, [&](Goroutine& goroutine) { goroutine.waitreason = reason; });
    } else if (mutation == Mutation::locked) {
      change_some(sample, which, draw,
                  [&](Goroutine& goroutine) { goroutine.lockedm = lock ? trace::OptionalId(0) : trace::OptionalId(); });
    } else if (mutation == Mutation::more_goroutines) {
      add_goroutines(sample, count, draw);
    } else {
      remove_goroutines(sample, which, draw);
    }
  }
}

}  // namespace schedlitmus::selftest
