#include "campaign/run_timeline.hpp"

#include <algorithm>

#include "campaign/kept_trace.hpp"
#include "report/timeline.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::campaign {

namespace {

std::vector<report::Timeline::Seat> seats_of(const trace::Sample& sample) {
  std::vector<report::Timeline::Seat> seats;
  for (const auto& proc : sample.procs) {
    if (proc.id < 0 || static_cast<std::size_t>(proc.id) >= sample.procs.size()) continue;
    seats.resize(sample.procs.size());
    auto& seat = seats[static_cast<std::size_t>(proc.id)];
    seat.m = proc.fields.get(trace::ProcField::m);
    const auto machine = std::ranges::find(sample.machines, seat.m, &trace::Machine::id);
    if (seat.m && machine != sample.machines.end()) seat.g = machine->fields.get(trace::MachineField::curg);
  }
  return seats;
}

/// In memory; a page shows far fewer.
constexpr std::size_t kMostPoints = 50'000;

/// Collects the points.
class TimelineReader final : public trace::Sink {
 public:
  void on_sample(const trace::Sample& sample) override {
    report::Timeline::Point point;
    point.time = sample.time;
    if (const auto value = sample.header.get(trace::HeaderField::runqueue))
      point.runqueue = static_cast<double>(*value);
    if (const auto value = sample.header.get(trace::HeaderField::idleprocs)) {
      point.idleprocs = static_cast<double>(*value);
    }
    if (const auto value = sample.header.get(trace::HeaderField::threads)) point.threads = static_cast<double>(*value);
    if (const auto value = sample.header.get(trace::HeaderField::idlethreads))
      point.idlethreads = static_cast<double>(*value);
    if (sample.has_local) point.local = sample.local;
    if (sample.detailed) point.seats = seats_of(sample);
    timeline.points.push_back(std::move(point));
    if (timeline.points.size() >= 2 * kMostPoints) timeline = report::thin_out(timeline, kMostPoints);
  }
  void on_text(std::string_view) override {}

  report::Timeline timeline;
};

}  // namespace

report::Timeline timeline_of(const store::Run& run) {
  TimelineReader sink;
  read_kept(run, sink);
  sink.timeline.run = run.id;
  if (run.service && run.service->zero)
    sink.timeline.since = run.service->load() != nullptr ? "the start of the load" : "the service was ready";
  auto& timeline = sink.timeline;
  (void)read_bytes(run, [&](std::string_view bytes) {
    timeline.trace += bytes.substr(0, report::kMostTrace - timeline.trace.size());
    timeline.trace_bytes += bytes.size();
  });
  return std::move(sink.timeline);
}

}  // namespace schedlitmus::campaign
