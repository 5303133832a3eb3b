#include "trace/narrate_details.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "trace/narrate_phrases.hpp"
#include "trace/words.hpp"

namespace schedlitmus::trace {
namespace {

constexpr std::int64_t kRunnable = 1;
constexpr std::int64_t kWaiting = 4;

/// All releases together have fewer wait reasons.
constexpr std::size_t kMostReasons = 200;

class Details {
 public:
  Details(const Typesetter& style, ToldWords& told) : style_(style), told_(told) {}

  void tell(std::string& out, const Sample& sample) {
    tell_procs(out, sample);
    tell_machines(out, sample);
    tell_goroutines(out, sample);
  }

 private:
  /// "P1 runs on M2, which runs G10"; the way in which people read a trace.
  void tell_procs(std::string& out, const Sample& sample) const {
    for (const Proc& proc : sample.procs) {
      const auto status = proc_status(proc.fields.get(ProcField::status).value_or(-1));
      const auto m = proc.fields.get(ProcField::m);
      const auto name = style_.name('P', proc.id);
      const auto queue = proc.fields.get(ProcField::runqsize).value_or(0);
      std::string text = name;
      if (!m)
        text += fmt::format(" has no M ({})", status.name);
      else
        text += fmt::format(" runs on {}, {}", style_.name('M', *m), what_runs(sample, *m));
      if (status.name == "syscall") text += " (in a system call)";
      text += queue == 0 ? "; its queue is empty"
                         : fmt::format("; {} in its queue", count(queue, "goroutine waits", "goroutines wait"));
      style_.line(out, text + ".");
    }
  }

  [[nodiscard]] std::string what_runs(const Sample& sample, std::int64_t id) const {
    const auto machine = std::ranges::find(sample.machines, id, &Machine::id);
    if (machine == sample.machines.end()) return "whose line is lost";
    if (const auto g = machine->fields.get(MachineField::curg)) {
      if (status_of(sample, *g) == kWaiting)
        return fmt::format("which works for the runtime while {} waits", style_.name('G', *g));
      return fmt::format("which runs {}", style_.name('G', *g));
    }
    if (machine->fields.get(MachineField::spinning).value_or(0) != 0) return "which looks for work";
    return "which runs no goroutine at this moment";
  }

  void tell_machines(std::string& out, const Sample& sample) const {
    std::vector<std::string> parked;
    for (const Machine& machine : sample.machines) {
      if (holds_proc(sample, machine)) continue;
      const auto name = style_.name('M', machine.id);
      const auto g = machine.fields.get(MachineField::curg);
      const auto locked = machine.fields.get(MachineField::lockedg);
      // Up to 1.6 a thread that is kept for a goroutine still shows it as curg.
      const bool kept = locked && (!g || (*g == *locked && is_parked(status_of(sample, *g))));
      std::string text;
      if (g) text = fmt::format("still runs {}: in a system call or in C code", style_.name('G', *g));
      if (kept) text = fmt::format("is kept for {}, which is locked to it", style_.name('G', *locked));
      if (text.empty()) {
        parked.push_back(name);
      } else {
        style_.line(out, fmt::format("{} has no P and {}.", name, text));
      }
    }
    if (parked.empty()) return;
    const auto number = static_cast<std::int64_t>(parked.size());
    style_.line(out, fmt::format("{} {} neither P nor G: parked, or sysmon, which needs none.",
                                 enumerate(shortened(parked)), verb(number, "has", "have")));
  }

  static bool is_parked(std::int64_t status) { return status == kRunnable || status == kWaiting; }

  /// -1: its line is lost.
  static std::int64_t status_of(const Sample& sample, std::int64_t id) {
    const auto g = std::ranges::find(sample.goroutines, id, &Goroutine::id);
    return g == sample.goroutines.end() ? -1 : g->status;
  }

  void tell_goroutines(std::string& out, const Sample& sample) {
    std::map<std::int64_t, std::map<std::string, std::vector<std::string>>> groups;
    std::size_t dead = 0;
    for (const Goroutine& g : sample.goroutines) {
      if (g.status == kGStatusDead) {
        ++dead;
        continue;
      }
      told_.statuses.insert(g.status);
      // A reason is stale unless the goroutine waits.
      const std::string reason = g.status == kWaiting ? std::string(g.waitreason) : std::string();
      if (g.status == kWaiting && told_.reasons.size() < kMostReasons) told_.reasons.insert(reason);
      auto& names = groups[g.status][reason];
      names.push_back(names.size() < kMostNames ? goroutine_name(g) : std::string());
    }
    for (const auto& [status, reasons] : groups)
      for (const auto& [reason, names] : reasons) tell_group(out, status, reason, names);
    if (dead > 0)
      style_.line(out,
                  count(static_cast<std::int64_t>(dead), "goroutine has", "goroutines have") + " ended (status 6).");
  }

  [[nodiscard]] std::string goroutine_name(const Goroutine& g) const {
    auto name = style_.name('G', g.id);
    if (g.m && g.status != kWaiting) name += " on " + style_.name('M', *g.m);
    return name;
  }

  void tell_group(std::string& out, std::int64_t status, const std::string& reason,
                  const std::vector<std::string>& names) const {
    const auto number = static_cast<std::int64_t>(names.size());
    const auto text = status == kWaiting
                          ? fmt::format("{} for {}", verb(number, "waits", "wait"), style_.quoted(reason))
                          : fmt::format("{} {} (status {})", verb(number, "is", "are"), state(status), status);
    style_.line(out, fmt::format("{} {}.", enumerate(shortened(names)), text));
  }

  /// What a G "is".
  static std::string_view state(std::int64_t status) {
    const auto name = goroutine_status(status).name;
    if (name == "syscall") return "in a system call";
    return name == "copystack" ? "moving its stack" : name;
  }

  const Typesetter& style_;
  ToldWords& told_;
};

}  // namespace

void tell_details(std::string& out, const Typesetter& style, const Sample& sample, ToldWords& told) {
  Details(style, told).tell(out, sample);
}

}  // namespace schedlitmus::trace
