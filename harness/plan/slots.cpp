#include "plan/slots.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace schedlitmus::plan {
namespace {

/// The most CPUs, of `count`, that at most `most` runs of these widths can have at once.
int most_in_use(int count, int most, const std::vector<int>& widths) {
  std::vector<int> runs_for(static_cast<std::size_t>(count) + 1, most + 1);  // fewest runs that use just so many
  runs_for[0] = 0;
  for (int used = 1; used <= count; ++used) {
    for (const int width : widths) {
      if (width > used) continue;
      auto& fewest = runs_for[static_cast<std::size_t>(used)];
      fewest = std::min(fewest, runs_for[static_cast<std::size_t>(used - width)] + 1);
    }
  }
  int reached = count;
  while (runs_for[static_cast<std::size_t>(reached)] > most) --reached;
  return reached;
}

}  // namespace

Slots::Slots(std::vector<int> cpus, int most) : cpus_(std::move(cpus)), used_(cpus_.size()), most_(most) {
  assert(!cpus_.empty() && most_ >= 1);
  occupied_.resize(static_cast<std::size_t>(most_) + 1);
}

int Slots::width(int gomaxprocs) const { return std::min(gomaxprocs, static_cast<int>(cpus_.size())); }

int Slots::taken() const { return static_cast<int>(std::ranges::count(occupied_, true)); }

int Slots::free_cpus() const { return static_cast<int>(std::ranges::count(used_, false)); }

bool Slots::fits(int gomaxprocs) const { return taken() < most_ && width(gomaxprocs) <= free_cpus(); }

Slot Slots::take(int gomaxprocs) {
  assert(fits(gomaxprocs));
  const auto wanted = static_cast<std::size_t>(width(gomaxprocs));
  // Side by side where there is such a place, else the first that are free.
  auto from =
      static_cast<std::size_t>(std::ranges::search_n(used_, static_cast<long>(wanted), false).begin() - used_.begin());
  if (from == used_.size()) from = 0;
  Slot slot;
  slot.number = static_cast<int>(std::find(occupied_.begin() + 1, occupied_.end(), false) - occupied_.begin());
  for (std::size_t i = from; slot.cpus.size() < wanted; ++i) {
    if (used_[i]) continue;
    used_[i] = true;
    slot.cpus.push_back(cpus_[i]);
  }
  occupied_[static_cast<std::size_t>(slot.number)] = true;
  return slot;
}

void Slots::give_back(const Slot& slot) {
  occupied_[static_cast<std::size_t>(slot.number)] = false;
  for (const int cpu : slot.cpus) {
    used_[static_cast<std::size_t>(std::ranges::find(cpus_, cpu) - cpus_.begin())] = false;
  }
}

Placement place(const std::vector<int>& cpus, int jobs, const std::vector<int>& gomaxprocs) {
  const int count = static_cast<int>(cpus.size());
  std::vector<int> widths;
  for (const int procs : gomaxprocs) widths.push_back(std::min(procs, count));
  if (widths.empty()) widths.push_back(count);
  const int fit = count / std::ranges::min(widths);
  const int most = jobs == 0 ? fit : std::min(jobs, fit);
  const int in_use = most_in_use(count, most, widths);
  return {Slots({cpus.begin(), cpus.begin() + in_use}, most), most, {cpus.begin() + in_use, cpus.end()}};
}

}  // namespace schedlitmus::plan
