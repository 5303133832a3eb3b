#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "cli/live_view.hpp"

namespace schedlitmus::cli {

namespace {

using trace::HeaderField;
using trace::MachineField;
using trace::ProcField;

constexpr auto kProcStates = std::to_array<std::string_view>({"idle", "running", "syscall", "gcstop", "dead"});
/// By G status; those that are not seen outside of the runtime have no name.
constexpr auto kGoroutineStates =
    std::to_array<std::string_view>({"idle", "runnable", "running", "in syscalls", "waiting", "", "", "",
                                     "copying their stack", "preempted", "leaked"});

template <class States>
std::string state_of(const States& states, std::int64_t status) {
  const auto at = static_cast<std::size_t>(status);
  return status >= 0 && at < states.size() ? std::string(states[at]) : std::string();
}

void take_procs(const trace::Sample& sample, LiveSample& live) {
  const auto count =
      static_cast<std::size_t>(std::max<std::int64_t>(sample.header.get(HeaderField::gomaxprocs).value_or(0), 0));
  live.procs.resize(std::min<std::size_t>(count, std::max(sample.local.size(), sample.procs.size())));
  for (std::size_t i = 0; i < live.procs.size() && i < sample.local.size(); ++i) live.procs[i].queue = sample.local[i];
  for (const auto& proc : sample.procs) {
    if (proc.id < 0 || static_cast<std::size_t>(proc.id) >= live.procs.size()) continue;
    auto& shown = live.procs[static_cast<std::size_t>(proc.id)];
    shown.state = state_of(kProcStates, proc.fields.get(ProcField::status).value_or(-1));
    shown.queue = proc.fields.get(ProcField::runqsize).value_or(shown.queue);
    shown.m = proc.fields.get(ProcField::m);
  }
}

void take_machines(const trace::Sample& sample, LiveSample& live) {
  for (const auto& machine : sample.machines) {
    if (!trace::holds_proc(sample, machine)) continue;
    ++live.threads_with_p;
    const auto proc = machine.fields.get(MachineField::p);
    if (proc && *proc >= 0 && static_cast<std::size_t>(*proc) < live.procs.size())
      live.procs[static_cast<std::size_t>(*proc)].g = machine.fields.get(MachineField::curg);
  }
}

void take_goroutines(const trace::Sample& sample, LiveSample& live) {
  std::array<std::int64_t, kGoroutineStates.size()> by_status{};
  std::map<std::string_view, std::int64_t> by_reason;
  for (const auto& goroutine : sample.goroutines) {
    if (!trace::is_live(goroutine)) continue;
    ++live.goroutines;
    const bool known = goroutine.status >= 0 && goroutine.status < static_cast<std::int64_t>(by_status.size());
    if (known) ++by_status[static_cast<std::size_t>(goroutine.status)];
    if (goroutine.status == trace::kGStatusWaiting) {
      ++by_reason[goroutine.waitreason];
    } else if (goroutine.waitreason.starts_with("GC worker")) {
      ++live.gc_workers;
    }
  }
  for (const std::size_t status : {2U, 1U, 3U, 4U, 9U, 10U})
    if (by_status[status] > 0) live.by_status.emplace_back(kGoroutineStates[status], by_status[status]);
  for (const auto& [reason, count] : by_reason) live.by_reason.emplace_back(reason.empty() ? "?" : reason, count);
  std::ranges::stable_sort(live.by_reason, std::ranges::greater(), &std::pair<std::string, std::int64_t>::second);
}

}  // namespace

LiveSample live_sample(const trace::Sample& sample) {
  LiveSample live;
  live.time = sample.time;
  live.detailed = sample.detailed;
  const auto header = [&](HeaderField field) { return sample.header.get(field).value_or(0); };
  live.idle_procs = header(HeaderField::idleprocs);
  live.global_queue = header(HeaderField::runqueue);
  live.threads = header(HeaderField::threads);
  live.idle_threads = header(HeaderField::idlethreads);
  live.spinning_threads = header(HeaderField::spinningthreads);
  live.stopping = header(HeaderField::gcwaiting) != 0;
  take_procs(sample, live);
  take_machines(sample, live);
  take_goroutines(sample, live);
  return live;
}

}  // namespace schedlitmus::cli
