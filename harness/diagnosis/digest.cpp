#include "diagnosis/digest.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <vector>

namespace schedlitmus::diagnosis {
namespace {

using trace::HeaderField;
using trace::MachineField;
using trace::ProcField;

constexpr std::int64_t kReady = 1, kRunning = 2, kInCall = 3;
constexpr std::int64_t kProcInCall = 2;
// No program has as many; a line that says so is not the runtime's, and sums stay far from overflow.
constexpr std::int64_t kMostCount = 1'000'000'000'000;
constexpr Millis kLongest{10'000'000'000'000};
constexpr std::string_view kTimerGoroutine = "timer goroutine (idle)";

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// Wait reasons of the runtime's own goroutines, in any release.
bool is_system(std::string_view reason) {
  return reason.starts_with("force gc") || reason.starts_with("GC ") || reason.starts_with("finalizer") ||
         reason.starts_with("cleanup") || reason.starts_with("GOMAXPROCS updater") || reason.starts_with("trace ") ||
         reason == kTimerGoroutine || reason == "garbage collection" || reason == "wait for GC cycle" ||
         reason == "debug call" || reason == "idle";
}

bool is_wakeable(std::string_view reason) { return reason.starts_with("IO wait") || reason.starts_with("synctest"); }

/// A goroutine of the collector marks in status "waiting", so that its own stack can be scanned: it keeps its M.
bool marks(const trace::Goroutine& g) { return g.m && g.waitreason.starts_with("GC worker"); }

/// What its M says of itself; nothing without its line. Up to 1.6 all Ms showed one flag.
const trace::Machine* machine_of(const trace::Sample& sample, const trace::Goroutine& g) {
  if (!g.m) return nullptr;
  // Ms are printed newest first, their ids without gaps.
  const auto count = static_cast<std::int64_t>(sample.machines.size());
  const auto guess = count - 1 - *g.m;
  if (guess >= 0 && guess < count && sample.machines[static_cast<std::size_t>(guess)].id == *g.m)
    return &sample.machines[static_cast<std::size_t>(guess)];
  const auto found = std::ranges::find(sample.machines, *g.m, &trace::Machine::id);
  return found == sample.machines.end() ? nullptr : &*found;
}

/// Whether there is one, and whether it is the only one, is all that is asked.
void add_sleeper(std::int64_t id, Digest& into) {
  constexpr std::size_t kMostSleepers = 2;
  if (into.asleep.size() < kMostSleepers) into.asleep.push_back(id);
}

void count(const trace::Sample& sample, Digest& into) {
  into.has_goroutines = true;
  for (const auto& g : sample.goroutines) {
    const auto part = part_of(sample, g);
    if (part == Part::dead) continue;
    ++into.goroutines;
    into.ready += part == Part::ready ? 1 : 0;
    into.running += part == Part::running ? 1 : 0;
    into.in_call += part == Part::call ? 1 : 0;
    into.sleepers += part == Part::sleeper ? 1 : 0;
    into.timer_goroutines += part == Part::timers ? 1 : 0;
    into.collector += part == Part::collector ? 1 : 0;
    if (g.lockedm && part != Part::call) {
      ++into.locked;
      into.locked_active += part == Part::ready || part == Part::running ? 1 : 0;
    }
    if (part != Part::waiting) continue;
    ++into.waiting;
    into.backlog += is_backlog(g.waitreason) ? 1 : 0;
    into.wakeable += is_wakeable(g.waitreason) ? 1 : 0;
    if (g.waitreason.starts_with("sleep")) add_sleeper(g.id, into);
    into.receivers += g.waitreason == "chan receive" || g.waitreason == "select" ? 1 : 0;
  }
}

/// Ps that a goroutine in a call still has: as the P says itself, or, where that
/// state is no longer printed (1.26), as it names the M.
std::int64_t procs_in_call(const trace::Sample& sample) {
  std::int64_t in_call = 0;
  for (const auto& proc : sample.procs) {
    if (proc.fields.get(ProcField::status) == kProcInCall) {
      ++in_call;
      continue;
    }
    const auto m = proc.fields.get(ProcField::m);
    if (!m) continue;
    const auto machine = std::ranges::find(sample.machines, *m, &trace::Machine::id);
    if (machine == sample.machines.end()) continue;
    const auto curg = machine->fields.get(MachineField::curg);
    if (!curg) continue;
    const auto g = std::ranges::find(sample.goroutines, *curg, &trace::Goroutine::id);
    in_call += g != sample.goroutines.end() && g->status == kInCall ? 1 : 0;
  }
  return in_call;
}

std::int64_t count_of(const trace::Proc& proc, ProcField field) {
  return std::clamp<std::int64_t>(proc.fields.get(field).value_or(0), 0, kMostCount);
}

std::int64_t sum_of(const std::vector<std::int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0}, [](std::int64_t sum, std::int64_t count) {
    return sum + std::clamp<std::int64_t>(count, 0, kMostCount);
  });
}

void count_procs(const trace::Sample& sample, Digest& into) {
  std::int64_t rounds = 0, calls = 0, timers = 0;
  bool has_timers = true;
  for (const auto& proc : sample.procs) {
    rounds += count_of(proc, ProcField::schedtick);
    calls += count_of(proc, ProcField::syscalltick);
    timers += count_of(proc, ProcField::timerslen);
    has_timers = has_timers && proc.fields.printed(ProcField::timerslen);
  }
  into.rounds = rounds;
  into.calls = calls;
  if (has_timers) into.timers = timers;
}

}  // namespace

Part part_of(const trace::Sample& sample, const trace::Goroutine& g) {
  if (!is_live(g)) return Part::dead;
  if (g.status == kReady) return Part::ready;
  if (g.status == kRunning) return g.waitreason.starts_with("GC worker") ? Part::collector : Part::running;
  if (g.status == kInCall) {
    if (g.waitreason == kTimerGoroutine) return Part::timers;
    const auto* const machine = machine_of(sample, g);
    const bool parked = machine != nullptr && machine->fields.get(MachineField::blocked) == 1;
    return parked ? Part::sleeper : Part::call;
  }
  if (g.status != trace::kGStatusWaiting) return Part::system;
  if (g.waitreason.starts_with("GC assist") || marks(g)) return Part::collector;
  return is_system(g.waitreason) ? Part::system : Part::waiting;
}

bool is_backlog(std::string_view waitreason) {
  return is_one_of(waitreason,
                   {"chan send", "semacquire", "sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock"});
}

std::optional<Digest> digest(const trace::Sample& sample) {
  const auto& header = sample.header;
  const auto procs = header.get(HeaderField::gomaxprocs), idle = header.get(HeaderField::idleprocs);
  const auto threads = header.get(HeaderField::threads), idle_threads = header.get(HeaderField::idlethreads);
  const auto queue = header.get(HeaderField::runqueue);
  if (!procs || !idle || !threads || !idle_threads || !queue || sample.time > kLongest) return std::nullopt;
  for (const auto count : {*procs, *idle, *threads, *idle_threads, *queue})
    if (count < 0 || count > kMostCount) return std::nullopt;
  Digest all;
  all.time = sample.time;
  all.procs = *procs;
  all.idle_procs = *idle;
  all.threads = *threads;
  all.idle_threads = *idle_threads;
  all.spinning = header.get(HeaderField::spinningthreads).value_or(0);
  all.queued = *queue;
  if (sample.has_local && !sample.local.empty()) {
    all.longest = std::ranges::max(sample.local);
    all.queued += sum_of(sample.local);
  }
  all.stopping =
      header.get(HeaderField::gcwaiting).value_or(0) != 0 && header.get(HeaderField::stopwait).value_or(0) > 0;
  if (!sample.schedticks.empty()) all.rounds = sum_of(sample.schedticks);
  if (!sample.complete) return all;
  if (sample.detailed && !sample.procs.empty()) count_procs(sample, all);
  if (!sample.detailed || !sample.goroutines_whole) return all;
  count(sample, all);
  all.held = std::max<std::int64_t>(0, all.in_call - procs_in_call(sample));
  return all;
}

}  // namespace schedlitmus::diagnosis
