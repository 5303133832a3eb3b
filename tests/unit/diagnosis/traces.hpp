// Synthetic traces for the diagnoser: samples made of parts.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "diagnosis/diagnoser.hpp"

namespace schedlitmus::diagnosis {

struct SampleMaker {
  int procs = 2, idle = 1, threads = 5, idle_threads = 2, spinning = 0, queue = 0;
  bool detailed = true, stopping = false, blocks = false;
  std::vector<std::int64_t> local = {0, 0};
  std::int64_t rounds = 0, calls = 0, timers = -1;  ///< of P0; -1: not printed
  std::int64_t runs_on = -1;                        ///< see run_on()
  std::vector<trace::Goroutine> goroutines;
  std::vector<trace::Machine> machines;

  void add(int count, std::int64_t status, std::string_view reason, bool locked = false) {
    for (int i = 0; i < count; ++i) {
      trace::Goroutine g;
      g.id = static_cast<std::int64_t>(goroutines.size()) + 1;
      g.status = status;
      g.waitreason = reason;
      if (locked) g.lockedm = 3;
      goroutines.push_back(g);
    }
  }

  /// While the world is being stopped: G runs on, on M3 with P0.
  void run_on(std::int64_t g) {
    stopping = true;
    runs_on = g;
    for (auto& each : goroutines)
      if (each.id == g) each.status = 2;
    machines.resize(1);
    machines[0].id = 3;
    machines[0].fields.set(trace::MachineField::curg, g);
  }

  /// The last goroutine waits on M4, blocked, with P1.
  void block_on_proc() {
    blocks = true;
    goroutines.back().m = 4;
    machines.emplace_back();
    machines.back().id = 4;
    machines.back().fields.set(trace::MachineField::curg, goroutines.back().id);
    machines.back().fields.set(trace::MachineField::blocked, 1);
  }

  [[nodiscard]] trace::Sample at(int ms) const {
    using trace::HeaderField;
    using trace::ProcField;
    trace::Sample sample;
    sample.time = Millis{ms};
    sample.header.set(HeaderField::gomaxprocs, procs);
    sample.header.set(HeaderField::idleprocs, idle);
    sample.header.set(HeaderField::threads, threads);
    sample.header.set(HeaderField::idlethreads, idle_threads);
    sample.header.set(HeaderField::spinningthreads, spinning);
    sample.header.set(HeaderField::runqueue, queue);
    sample.header.set(HeaderField::gcwaiting, stopping ? 1 : 0);
    sample.header.set(HeaderField::stopwait, stopping ? 1 : 0);
    sample.has_local = true;
    sample.local = local;
    sample.detailed = detailed;
    if (!detailed) return sample;
    for (int p = 0; p < procs; ++p) {
      trace::Proc proc;
      proc.id = p;
      constexpr int kRuns = 1, kStopped = 3;
      const bool on = p == 0 && runs_on >= 0;
      const int calm = p < procs - idle ? kRuns : 0;
      proc.fields.set(ProcField::status, on ? kRuns : stopping ? kStopped : calm);
      if (on) proc.fields.set(ProcField::m, 3);
      if (p == 1 && blocks) proc.fields.set(ProcField::m, 4);
      proc.fields.set(ProcField::schedtick, p == 0 ? rounds : 0);
      proc.fields.set(ProcField::syscalltick, p == 0 ? calls : 0);
      if (timers >= 0) proc.fields.set(ProcField::timerslen, p == 0 ? timers : 0);
      sample.procs.push_back(proc);
    }
    sample.machines = machines;
    sample.goroutines = goroutines;
    sample.goroutines_whole = true;
    return sample;
  }
};

inline constexpr int kPeriod = 100;
inline constexpr int kSamples = 50;

/// What the diagnoser says of so many samples, each made by the function from its number.
inline Findings diagnose(const std::function<SampleMaker(int)>& make, RunFacts facts = {}, Rules rules = {},
                         int samples = kSamples, int period = kPeriod) {
  facts.warmup = Millis{0};
  Diagnoser diagnoser(rules, facts);
  trace::Health health;
  for (int i = 0; i < samples; ++i) diagnoser.on_sample(make(i).at(i * period));
  health.samples = static_cast<std::uint64_t>(samples);
  return diagnoser.finish(health);
}

inline std::vector<std::string> names_in(const Findings& findings) {
  std::vector<std::string> names;
  for (const auto& found : findings.diagnoses) names.emplace_back(name_of(found.name));
  return names;
}

/// As an idle program: its runtime's goroutines, and a main that sleeps.
inline SampleMaker idle_program() {
  SampleMaker made;
  made.idle = 2;
  made.add(1, 4, "sleep");
  made.add(1, 4, "force gc (idle)");
  made.add(1, 4, "GC sweep wait");
  return made;
}

/// The first so many of all samples are of one kind, spread evenly.
inline bool is_one_of(int shown, int i) { return (i * shown) / kSamples != ((i + 1) * shown) / kSamples; }

}  // namespace schedlitmus::diagnosis
