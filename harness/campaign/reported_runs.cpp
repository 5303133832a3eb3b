#include "campaign/reported_runs.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>

namespace schedlitmus::campaign {

namespace {

std::string ending_text(const process::RunRecord& record) {
  switch (record.ending) {
    case process::Ending::exited:
      return fmt::format("exited with code {}", record.code);
    case process::Ending::signalled:
      return fmt::format("killed by signal {}", record.signal);
    case process::Ending::stopped:
      return "stopped once every check was decided";
    case process::Ending::timed_out:
      return "stopped at the deadline";
    case process::Ending::output_limit:
      return "stopped for writing too much";
    case process::Ending::memory_limit:
      return "stopped for using too much memory";
    case process::Ending::shut_down:
      return record.signal != 0 ? fmt::format("ended by signal {} when it was asked to", record.signal)
                                : fmt::format("exited with code {} when it was asked to", record.code);
    case process::Ending::stubborn:
      return "killed, as it did not end when it was asked to";
    case process::Ending::interrupted:
      return "interrupted";
  }
  return {};
}

/// Of a service that is more than how it ended.
std::string ending_text(const store::Run& run) {
  if (run.service && !run.service->void_why.empty()) return "told nothing: " + run.service->void_why;
  if (run.service && !run.service->cut_why.empty()) return run.service->cut_why;
  return ending_text(run.record);
}

/// Of a process that exited, by itself or when it was asked to.
template <class Ended>
std::optional<int> code_of(const Ended& process) {
  const bool exited = process.ending == process::Ending::exited ||
                      (process.ending == process::Ending::shut_down && process.signal == 0);
  return exited ? std::optional(process.code) : std::nullopt;
}

/// Of one that a signal ended that was not to kill it.
template <class Ended>
std::optional<int> signal_of(const Ended& process) {
  const bool signalled = process.ending == process::Ending::signalled ||
                         (process.ending == process::Ending::shut_down && process.signal != 0);
  return signalled ? std::optional(process.signal) : std::nullopt;
}

report::ServiceReport report_service(const store::Service& service) {
  report::ServiceReport report;
  report.awaited = service.awaited;
  report.ready = service.ready;
  report.zero = service.zero;
  report.from = service.from;
  report.until = service.until;
  report.cut_why = service.cut_why;
  report.void_why = service.void_why;
  for (const auto& part : service.parts)
    report.parts.push_back({part.name, std::string(process::name_of(part.ending)), code_of(part), signal_of(part),
                            std::chrono::duration_cast<Millis>(part.wall), part.measures});
  return report;
}

}  // namespace

std::vector<std::string> endings_of(const std::vector<store::Run>& runs) {
  std::map<std::string, int> counts;
  for (const auto& run : runs) ++counts[ending_text(run)];
  std::vector<std::string> lines;
  lines.reserve(counts.size());
  for (const auto& [text, count] : counts) {
    lines.push_back(fmt::format("{}: {} run{}", text, count, count == 1 ? "" : "s"));
  }
  return lines;
}

report::RunReport report_run(const store::Run& run) {
  report::RunReport report;
  report.id = run.id;
  report.ending = process::name_of(run.record.ending);
  report.code = code_of(run.record);
  report.signal = signal_of(run.record);
  report.wall = std::chrono::duration_cast<Millis>(run.record.wall);
  report.leftovers = run.record.leftovers;
  report.started = run.started;
  report.noise = run.record.noise;
  report.counts = run.counts;
  report.excluded_why = run.excluded_why;
  report.samples = run.health.samples;
  report.lost_samples = run.health.lost();
  for (const auto& outcome : run.outcomes)
    report.outcomes.push_back({outcome.check, outcome.kind, outcome.seen, outcome.time, outcome.reason});
  if (run.service) report.service = report_service(*run.service);
  return report;
}

}  // namespace schedlitmus::campaign
