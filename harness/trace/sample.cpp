#include "trace/sample.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace schedlitmus::trace {
namespace {

using Number = std::optional<double>;

Number header(const Sample& sample, HeaderField field) {
  const auto value = sample.header.get(field);
  if (!value) return std::nullopt;
  return static_cast<double>(*value);
}

Number difference(const Sample& sample, HeaderField whole, HeaderField part) {
  const auto a = header(sample, whole);
  const auto b = header(sample, part);
  if (!a || !b) return std::nullopt;
  return *a - *b;
}

Number local_total(const Sample& sample) {
  if (!sample.has_local) return std::nullopt;
  return std::accumulate(sample.local.begin(), sample.local.end(), 0.0,
                         [](double sum, std::int64_t length) { return sum + static_cast<double>(length); });
}

Number imbalance(const Sample& sample) {
  if (!sample.has_local || sample.local.empty()) return std::nullopt;
  const auto [least, most] = std::ranges::minmax(sample.local);
  return static_cast<double>(most) - static_cast<double>(least);
}

Number waiting(const Sample& sample) {
  const auto global = header(sample, HeaderField::runqueue);
  const auto local = local_total(sample);
  if (!global || !local) return std::nullopt;
  return *global + *local;
}

template <class Predicate>
Number count_goroutines(const Sample& sample, Predicate counts) {
  if (!sample.goroutines_whole) return std::nullopt;
  return static_cast<double>(std::ranges::count_if(sample.goroutines, counts));
}

template <std::int64_t Status>
Number with_status(const Sample& sample) {
  return count_goroutines(sample, [](const Goroutine& g) { return g.status == Status; });
}

Number syscalltick_total(const Sample& sample) {
  if (!sample.detailed || !sample.has_local) return std::nullopt;
  double total = 0;
  for (const Proc& proc : sample.procs) {
    const auto ticks = proc.fields.get(ProcField::syscalltick);
    if (!ticks) return std::nullopt;
    total += static_cast<double>(*ticks);
  }
  return total;
}

Number syscall_ratio(const Sample& sample) {
  if (!sample.detailed || !sample.has_local) return std::nullopt;
  double syscalls = 0;
  double rounds = 0;
  for (const Proc& proc : sample.procs) {
    const auto syscall_tick = proc.fields.get(ProcField::syscalltick);
    const auto sched_tick = proc.fields.get(ProcField::schedtick);
    if (!syscall_tick || !sched_tick) return std::nullopt;
    syscalls += static_cast<double>(*syscall_tick);
    rounds += static_cast<double>(*sched_tick);
  }
  if (rounds <= 0) return std::nullopt;
  return syscalls / rounds;
}

struct Derived {
  std::string_view name;
  Number (*value)(const Sample&);
};
using enum HeaderField;
constexpr auto kDerived = std::to_array<Derived>({
    {"local_total", local_total},
    {"imbalance", imbalance},
    {"waiting", waiting},
    {"threads_over_procs", [](const Sample& s) { return difference(s, threads, gomaxprocs); }},
    {"busy_threads", [](const Sample& s) { return difference(s, threads, idlethreads); }},
    {"busy_procs", [](const Sample& s) { return difference(s, gomaxprocs, idleprocs); }},
    {"goroutines", [](const Sample& s) { return count_goroutines(s, is_live); }},
    {"running_goroutines", with_status<2>},
    {"syscall_goroutines", with_status<3>},
    {"waiting_goroutines", with_status<4>},
    {"syscalltick_total", syscalltick_total},
    {"syscall_ratio", syscall_ratio},
});

Observation from(Number number) { return number ? Observation(*number) : Observation(); }

Observation observe_queues(const Sample& sample, std::string_view name) {
  if (name == "local_queues") return sample.has_local ? Observation(sample.local) : Observation();
  return sample.schedticks.empty() ? Observation() : Observation(sample.schedticks);
}

/// One key of each line, by id; "none" is -1, as the runtime printed it up to
/// 1.19. Nothing where a line has no such key.
template <class Line, class Field>
Observation observe_lines(const std::vector<Line>& lines, std::optional<Field> field) {
  if (!field) return {};
  std::vector<std::pair<std::int64_t, std::int64_t>> values;
  values.reserve(lines.size());
  for (const Line& line : lines) {
    if (!line.fields.printed(*field)) return {};
    values.emplace_back(line.id, line.fields.get(*field).value_or(-1));
  }
  std::ranges::sort(values);
  std::vector<std::int64_t> list(values.size());
  std::ranges::transform(values, list.begin(), &std::pair<std::int64_t, std::int64_t>::second);
  return list;
}

/// Every P line is there, and no other process's lines are between them.
bool procs_whole(const Sample& sample) { return sample.detailed && sample.has_local; }

bool machines_whole(const Sample& sample) {
  return procs_whole(sample) && sample.header.get(threads) == static_cast<std::int64_t>(sample.machines.size());
}

constexpr std::size_t kPrefix = 2;  // "p." and "m."

Observation observe_derived(const Sample& sample, std::string_view name) {
  const auto* const found = std::ranges::find(kDerived, name, &Derived::name);
  return found == kDerived.end() ? Observation() : from(found->value(sample));
}

}  // namespace

Observation observe(const Sample& sample, const FieldInfo& field) {
  switch (field.source) {
    case FieldSource::header: {
      const auto key = header_field(field.name);
      return key ? from(header(sample, *key)) : Observation();
    }
    case FieldSource::queues:
      return observe_queues(sample, field.name);
    case FieldSource::procs:
      if (!procs_whole(sample)) return {};
      return observe_lines(sample.procs, proc_field(field.name.substr(kPrefix)));
    case FieldSource::machines:
      if (!machines_whole(sample)) return {};
      return observe_lines(sample.machines, machine_field(field.name.substr(kPrefix)));
    case FieldSource::derived:
      return observe_derived(sample, field.name);
  }
  return {};
}

bool holds_proc(const Sample& sample, const Machine& machine) {
  const auto p = machine.fields.get(MachineField::p);
  if (!p) return false;
  const auto proc = std::ranges::find(sample.procs, *p, &Proc::id);
  return proc == sample.procs.end() || proc->fields.get(ProcField::m) == machine.id;
}

}  // namespace schedlitmus::trace
