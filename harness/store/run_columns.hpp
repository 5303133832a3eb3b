// The columns of the table `run`, in one list from which the statements that
// write and read it are made.
#pragma once

#include "store/store.hpp"

namespace schedlitmus::store {

/// Calls `visit(column, field)` for each column but the id. AnyRun is Run or const Run.
template <class AnyRun, class Visit>
void for_each_column(AnyRun& run, Visit visit) {
  visit("uid", run.uid);
  visit("campaign", run.campaign);
  visit("cell", run.cell);
  visit("expectation", run.expectation);
  visit("release", run.release);
  visit("gomaxprocs", run.gomaxprocs);
  visit("godebug", run.godebug);
  visit("variant", run.variant);
  visit("cpus", run.cpus);
  visit("slot", run.slot);
  visit("turn", run.turn);
  visit("capture", run.capture);
  visit("command", run.command);
  visit("executable", run.executable);
  visit("toolchain", run.toolchain);
  visit("go_line", run.go_line);
  visit("default_godebug", run.default_godebug);
  visit("made_of", run.made_of);
  visit("started", run.started);
  visit("counts", run.counts);
  visit("excluded_why", run.excluded_why);
  visit("ending", run.record.ending);
  visit("code", run.record.code);
  visit("signal", run.record.signal);
  visit("wall_ns", run.record.wall);
  visit("user_cpu_ns", run.record.user_cpu);
  visit("system_cpu_ns", run.record.system_cpu);
  visit("max_rss_bytes", run.record.max_rss_bytes);
  visit("stdout_bytes", run.record.stdout_bytes);
  visit("stderr_bytes", run.record.stderr_bytes);
  visit("max_message_bytes", run.record.max_message_bytes);
  visit("stderr_full", run.record.stderr_full);
  visit("leftovers", run.record.leftovers);
  visit("run_delay_share", run.record.noise.run_delay_share);
  visit("cpu_pressure", run.record.noise.cpu_pressure);
  visit("steal_share", run.record.noise.steal_share);
  visit("throttled_share", run.record.noise.throttled_share);
  visit("foreign_cpu_share", run.record.noise.foreign_cpu_share);
  visit("load_average", run.record.noise.load_average);
  visit("trace_bytes", run.health.bytes);
  visit("trace_lines", run.health.lines);
  visit("samples", run.health.samples);
  visit("incomplete_samples", run.health.incomplete_samples);
}

}  // namespace schedlitmus::store
