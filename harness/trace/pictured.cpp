#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "support/numbers.hpp"
#include "trace/picture.hpp"

namespace schedlitmus::trace {

namespace {

constexpr std::size_t kMostTold = 8;  ///< Ps in a description

std::int64_t value(const Sample& sample, HeaderField field) {
  return std::max<std::int64_t>(sample.header.get(field).value_or(0), 0);
}

Pictured::Seat seat_of(const Sample& sample, std::size_t index) {
  Pictured::Seat seat;
  if (sample.has_local && index < sample.local.size()) seat.waiting = std::max<std::int64_t>(sample.local[index], 0);
  const auto proc = std::ranges::find(sample.procs, static_cast<std::int64_t>(index), &Proc::id);
  if (proc == sample.procs.end()) return seat;
  seat.m = proc->fields.get(ProcField::m);
  seat.idle = !seat.m;
  const auto machine = std::ranges::find(sample.machines, seat.m, &Machine::id);
  if (seat.m && machine != sample.machines.end()) seat.g = machine->fields.get(MachineField::curg);
  return seat;
}

std::vector<std::pair<std::uint64_t, std::string>> reasons_of(const Sample& sample) {
  std::map<std::string, std::uint64_t> counts;
  for (const Goroutine& g : sample.goroutines)
    if (g.status == kGStatusWaiting) ++counts[std::string(g.waitreason)];
  std::vector<std::pair<std::uint64_t, std::string>> sorted;
  sorted.reserve(counts.size());
  for (const auto& [reason, count] : counts) sorted.emplace_back(count, reason);
  std::ranges::stable_sort(sorted, std::ranges::greater{}, [](const auto& entry) { return entry.first; });
  return sorted;
}

std::string describe(const Pictured::Seat& seat, std::size_t index) {
  auto text = fmt::format("P{}", index);
  if (seat.m && seat.g)
    text += fmt::format(" runs on M{}, which runs G{}", *seat.m, *seat.g);
  else if (seat.m)
    text += fmt::format(" is with M{}, which runs no goroutine", *seat.m);
  else if (seat.idle)
    text += " is idle";
  if (!seat.waiting) return text;
  const bool alone = !seat.m && !seat.idle;
  return text + fmt::format("{} {} in its queue", alone ? ":" : ",",
                            count_of(static_cast<std::uint64_t>(*seat.waiting), "waits", "wait"));
}

}  // namespace

Pictured::Pictured(const Sample& sample)
    : time(sample.time),
      procs(static_cast<std::size_t>(std::max<std::int64_t>(value(sample, HeaderField::gomaxprocs), 1))),
      idle_procs(value(sample, HeaderField::idleprocs)),
      threads(value(sample, HeaderField::threads)),
      idle_threads(value(sample, HeaderField::idlethreads)),
      global(value(sample, HeaderField::runqueue)),
      detailed(sample.detailed),
      reasons(reasons_of(sample)) {
  for (std::size_t i = 0; i < std::min(procs, kMostProcs); ++i) seats.push_back(seat_of(sample, i));
  for (const Machine& machine : sample.machines)
    if (!holds_proc(sample, machine)) loose.push_back({machine.id, machine.fields.get(MachineField::curg)});
}

std::string describe(const Pictured& sample) {
  auto text =
      fmt::format("{}, {} idle; {}, {} idle; {} in the global queue.", count_of(sample.procs, "P"), sample.idle_procs,
                  count_of(static_cast<std::uint64_t>(sample.threads), "thread"), sample.idle_threads,
                  count_of(static_cast<std::uint64_t>(sample.global), "goroutine waits", "goroutines wait"));
  for (std::size_t i = 0; i < std::min(sample.seats.size(), kMostTold); ++i)
    text += " " + describe(sample.seats[i], i) + ".";
  if (sample.procs > kMostTold) text += fmt::format(" And {} more.", count_of(sample.procs - kMostTold, "P"));
  return text;
}

}  // namespace schedlitmus::trace
