#include <algorithm>

#include "report/json_parts.hpp"

namespace schedlitmus::report {
namespace {

/// [M, G] on each P; null where there is none.
Json seats_json(const std::vector<Timeline::Seat>& seats) {
  Json list = Json::array();
  for (const auto& seat : seats) list.push_back({or_null(seat.m), or_null(seat.g)});
  return list;
}

Json outcomes_json(const RunReport& run) {
  Json list = Json::array();
  for (const RunOutcome& outcome : run.outcomes) {
    list.push_back({{"check", outcome.check},
                    {"kind", name_of(outcome.kind)},
                    {"seen", outcome.seen},
                    {"time_ms", time_json(outcome.time)},
                    {"reason", outcome.reason}});
  }
  return list;
}

Json service_json(const ServiceReport& service) {
  Json parts = Json::array();
  for (const auto& part : service.parts) {
    Json measures = Json::object();
    for (const auto& [name, value] : part.measures) measures[name] = value;
    parts.push_back({{"name", part.name},
                     {"ending", part.ending},
                     {"code", or_null(part.code)},
                     {"signal", or_null(part.signal)},
                     {"wall_ms", part.wall.count()},
                     {"measures", std::move(measures)}});
  }
  return {{"awaited", service.awaited},           {"ready_ms", time_json(service.ready)},
          {"zero_ms", time_json(service.zero)},   {"from_ms", time_json(service.from)},
          {"until_ms", time_json(service.until)}, {"cut_why", service.cut_why},
          {"void_why", service.void_why},         {"parts", std::move(parts)}};
}

Json runs_json(const Cell& cell) {
  Json list = Json::array();
  for (const RunReport& run : cell.each_run) {
    list.push_back({{"id", run.id},
                    {"ending", run.ending},
                    {"code", or_null(run.code)},
                    {"signal", or_null(run.signal)},
                    {"wall_ms", run.wall.count()},
                    {"leftovers", run.leftovers},
                    {"samples", run.samples},
                    {"lost_samples", run.lost_samples},
                    {"counts", run.counts},
                    {"excluded_why", run.excluded_why},
                    {"foreign_cpu_share", known(run.noise.foreign_cpu_share)},
                    {"steal_share", known(run.noise.steal_share)},
                    {"run_delay_share", known(run.noise.run_delay_share)},
                    {"throttled_share", known(run.noise.throttled_share)},
                    {"cpu_pressure", known(run.noise.cpu_pressure)},
                    {"load_average", known(run.noise.load_average)},
                    {"outcomes", outcomes_json(run)}});
    if (run.service) list.back()["service"] = service_json(*run.service);
  }
  return list;
}

std::string_view status_of(const Cell& cell) {
  if (cell.error) return "error";
  return cell.skipped_why.empty() ? "checked" : "skipped";
}

}  // namespace

Json timeline_json(const Timeline& timeline) {
  Json columns = {{"run", timeline.run},           {"time_ms", Json::array()},   {"runqueue", Json::array()},
                  {"local_queues", Json::array()}, {"idleprocs", Json::array()}, {"threads", Json::array()},
                  {"idlethreads", Json::array()}};
  const bool detailed =
      std::ranges::any_of(timeline.points, [](const Timeline::Point& point) { return !point.seats.empty(); });
  if (detailed) columns["seats"] = Json::array();
  for (const auto& point : timeline.points) {
    columns["time_ms"].push_back(point.time.count());
    columns["runqueue"].push_back(or_null(point.runqueue));
    columns["local_queues"].push_back(point.local);
    columns["idleprocs"].push_back(or_null(point.idleprocs));
    columns["threads"].push_back(or_null(point.threads));
    columns["idlethreads"].push_back(or_null(point.idlethreads));
    if (detailed) columns["seats"].push_back(seats_json(point.seats));
  }
  return columns;
}

Json cell_json(const Report& report, const Cell& cell, const Histograms& histograms) {
  Json checks = Json::array();
  for (const CheckReport& check : cell.checks) checks.push_back(check_json(check, histograms));
  return {{"expectation", cell.row < report.expectations.size() ? Json(report.expectations[cell.row].name) : Json()},
          {"release", cell.release},
          {"gomaxprocs", cell.gomaxprocs},
          {"variant", cell.variant},
          {"status", status_of(cell)},
          {"skipped_why", cell.skipped_why},
          {"error", cell.error ? error_json(*cell.error) : Json(nullptr)},
          {"runs", cell.runs},
          {"superseded_runs", cell.superseded},
          {"elapsed_ms", cell.elapsed.count()},
          {"noise", cell.noise ? noise_json(*cell.noise) : Json(nullptr)},
          {"samples", cell.samples},
          {"lost_samples", cell.lost_samples},
          {"endings", cell.endings},
          {"each_run", runs_json(cell)},
          {"reproduce", cell.reproduce},
          {"by_hand", cell.by_hand},
          {"checks", std::move(checks)},
          {"timeline", cell.timeline ? timeline_json(*cell.timeline) : Json(nullptr)}};
}

}  // namespace schedlitmus::report
