#include "trace/fields.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace schedlitmus::trace {
namespace {

using enum FieldSource;

// Meanings from runtime2.go (type schedt, p, m) and proc.go. Releases from the
// runtime's own sources, checked against traces of all minor releases.
constexpr auto kFields = std::to_array<FieldInfo>({
    {"gomaxprocs", header, false, false, 2, 0, "number of Ps: how many goroutines can run Go code at once"},
    {"idleprocs", header, false, false, 2, 0, "Ps without work"},
    {"threads", header, false, false, 2, 0, "OS threads (Ms) of the program, sysmon's included"},
    {"spinningthreads", header, false, false, 4, 0, "Ms that look for work to steal"},
    {"needspinning", header, false, false, 20, 0, "1: work was submitted and a spinning M is wanted"},
    {"idlethreads", header, false, false, 2, 0, "Ms parked without a P"},
    {"runqueue", header, false, false, 2, 0, "goroutines in the global run queue"},
    {"gcwaiting", header, false, true, 2, 0, "1: the world is being stopped"},
    {"nmidlelocked", header, false, true, 2, 0, "idle Ms that are locked to a goroutine; -1 is seen at start-up"},
    {"nmspinning", header, false, true, 2, 3, "Ms that look for work to steal; spinningthreads from 1.4 on"},
    {"stopwait", header, false, true, 2, 0, "Ps that have still to stop before the world is stopped"},
    {"sysmonwait", header, false, true, 2, 0, "1: sysmon sleeps because nothing runs"},
    {"local_queues", queues, true, false, 2, 0,
     "goroutines in each P's local run queue, without the one in runnext; at most 256"},
    {"schedticks", queues, true, false, 2, 0,
     "scheduling rounds of each P; before 1.25 only with scheddetail=1, from its P lines", 25},
    {"p.status", procs, true, true, 2, 0,
     "state of each P: 0 idle, 1 running, 2 in a system call (up to 1.25), 3 stopped for the GC, 4 dead"},
    {"p.schedtick", procs, true, true, 2, 0, "scheduling rounds of each P"},
    {"p.syscalltick", procs, true, true, 2, 0, "system calls of each P"},
    {"p.m", procs, true, true, 2, 0, "the M that each P belongs to; -1: none"},
    {"p.runqsize", procs, true, true, 2, 0, "goroutines in each P's local run queue, without the one in runnext"},
    {"p.gfreecnt", procs, true, true, 2, 0, "dead goroutines that each P keeps for new ones"},
    {"p.timerslen", procs, true, true, 14, 0, "timers of each P"},
    {"m.p", machines, true, true, 2, 0, "the P of each M; -1: none"},
    {"m.curg", machines, true, true, 2, 0, "the goroutine that each M runs; -1: none"},
    {"m.mallocing", machines, true, true, 2, 0, "1: the M allocates memory"},
    {"m.throwing", machines, true, true, 2, 0, "1 or more: the M ends the program"},
    {"m.gcing", machines, true, true, 2, 4, "1: the M collects garbage"},
    {"m.locks", machines, true, true, 2, 0, "locks of the runtime that each M holds"},
    {"m.dying", machines, true, true, 2, 0, "1 or more: the M ends the program"},
    {"m.helpgc", machines, true, true, 2, 11, "not 0: the M helps to collect garbage"},
    {"m.spinning", machines, true, true, 2, 0, "1: the M looks for work to steal"},
    {"m.blocked", machines, true, true, 3, 0, "1: the M sleeps; up to 1.6 the printing M's flag for all"},
    {"m.lockedg", machines, true, true, 2, 0, "the goroutine that each M is locked to; -1: none"},
    {"local_total", derived, false, false, 2, 0, "sum of local_queues"},
    {"imbalance", derived, false, false, 2, 0, "longest minus shortest of local_queues"},
    {"waiting", derived, false, false, 2, 0, "runqueue + local_total: goroutines that could run and wait"},
    {"threads_over_procs", derived, false, false, 2, 0, "threads - gomaxprocs"},
    {"busy_threads", derived, false, false, 2, 0, "threads - idlethreads: running, spinning or blocked in a call"},
    {"busy_procs", derived, false, false, 2, 0, "gomaxprocs - idleprocs"},
    {"goroutines", derived, false, true, 2, 0,
     "goroutines that live: G lines with a status other than 6 and 11 (dead)"},
    {"running_goroutines", derived, false, true, 2, 0, "G lines with status 2 (running)"},
    {"syscall_goroutines", derived, false, true, 2, 0, "G lines with status 3 (in a system call)"},
    {"waiting_goroutines", derived, false, true, 2, 0, "G lines with status 4 (parked, not able to run)"},
    {"syscalltick_total", derived, false, true, 2, 0, "sum of p.syscalltick: system calls of all Ps so far"},
    {"syscall_ratio", derived, false, true, 2, 0, "sum of syscalltick over sum of schedtick"},
});

constexpr std::array<std::string_view, kHeaderFields> kHeaderNames = {
    "gomaxprocs", "idleprocs", "threads",      "spinningthreads", "needspinning", "idlethreads",
    "runqueue",   "gcwaiting", "nmidlelocked", "nmspinning",      "stopwait",     "sysmonwait",
};
constexpr std::array<std::string_view, kProcFields> kProcNames = {
    "status", "schedtick", "syscalltick", "m", "runqsize", "gfreecnt", "timerslen",
};
constexpr std::array<std::string_view, kMachineFields> kMachineNames = {
    "p", "curg", "mallocing", "throwing", "gcing", "locks", "dying", "helpgc", "spinning", "blocked", "lockedg",
};

template <class Field, std::size_t N>
std::optional<Field> find(const std::array<std::string_view, N>& names, std::string_view key) {
  const auto* const found = std::ranges::find(names, key);
  if (found == names.end()) return std::nullopt;
  return static_cast<Field>(found - names.begin());
}

}  // namespace

std::span<const FieldInfo> all_fields() { return kFields; }

const FieldInfo* find_field(std::string_view name) {
  const auto* const found = std::ranges::find(kFields, name, &FieldInfo::name);
  return found == kFields.end() ? nullptr : found;
}

std::string why_absent(const FieldInfo& field, int minor, bool detail) {
  if (minor < field.since_minor) return fmt::format("Go prints it from 1.{} on", field.since_minor);
  if (field.until_minor != 0 && minor > field.until_minor)
    return fmt::format("Go printed it up to 1.{}", field.until_minor);
  if (!detail && minor < field.summary_since_minor)
    return fmt::format("before 1.{} Go prints it with scheddetail only", field.summary_since_minor);
  if (!detail && field.needs_detail) return "Go prints it with scheddetail only";
  return {};
}

std::string_view name_of(HeaderField field) { return kHeaderNames[static_cast<std::size_t>(field)]; }
std::string_view name_of(ProcField field) { return kProcNames[static_cast<std::size_t>(field)]; }
std::string_view name_of(MachineField field) { return kMachineNames[static_cast<std::size_t>(field)]; }

std::optional<HeaderField> header_field(std::string_view key) {
  // Articles and pasted traces have this name; no release ever printed it.
  if (key == "nmidlewait") return HeaderField::nmidlelocked;
  return find<HeaderField>(kHeaderNames, key);
}
std::optional<ProcField> proc_field(std::string_view key) { return find<ProcField>(kProcNames, key); }
std::optional<MachineField> machine_field(std::string_view key) { return find<MachineField>(kMachineNames, key); }

}  // namespace schedlitmus::trace
