#include <nlohmann/json.hpp>

#include "cli/show.hpp"

namespace schedlitmus::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "schedlitmus-store/1";
constexpr int kIndent = 2;

Json share(double value) { return value < 0 ? Json(nullptr) : Json(value); }

Json outcomes_json(const store::Run& run) {
  Json list = Json::array();
  for (const auto& outcome : run.outcomes) {
    list.push_back({{"check", outcome.check},
                    {"kind", name_of(outcome.kind)},
                    {"time_ms", outcome.time ? Json(outcome.time->count()) : Json(nullptr)},
                    {"seen", outcome.seen},
                    {"reason", outcome.reason},
                    {"samples", outcome.samples}});
  }
  return list;
}

Json noise_json(const process::Noise& noise) {
  return {{"run_delay_share", share(noise.run_delay_share)},
          {"cpu_pressure", share(noise.cpu_pressure)},
          {"steal_share", share(noise.steal_share)},
          {"throttled_share", share(noise.throttled_share)},
          {"foreign_cpu_share", share(noise.foreign_cpu_share)},
          {"load_average", share(noise.load_average)}};
}

Json health_json(const trace::Health& health) {
  Json troubles = Json::object();
  for (std::size_t i = 0; i < trace::kTroubles; ++i) {
    const auto trouble = static_cast<trace::Trouble>(i);
    if (health.of(trouble).count > 0) troubles[std::string(name_of(trouble))] = health.of(trouble).count;
  }
  return {{"samples", health.samples},
          {"incomplete_samples", health.incomplete_samples},
          {"lost_samples", health.lost()},
          {"lines", health.lines},
          {"troubles", std::move(troubles)}};
}

Json record_json(const process::RunRecord& record) {
  return {{"ending", process::name_of(record.ending)},
          {"code", record.code},
          {"signal", record.signal},
          {"wall_ns", record.wall.count()},
          {"user_cpu_ns", record.user_cpu.count()},
          {"system_cpu_ns", record.system_cpu.count()},
          {"max_rss_bytes", record.max_rss_bytes},
          {"stdout_bytes", record.stdout_bytes},
          {"stderr_bytes", record.stderr_bytes},
          {"leftovers", record.leftovers}};
}

Json time_json(const std::optional<Millis>& time) { return time ? Json(time->count()) : Json(nullptr); }

Json service_json(const store::Service& service) {
  Json parts = Json::array();
  for (const auto& part : service.parts) {
    Json measures = Json::object();
    for (const auto& [name, value] : part.measures) measures[name] = value;
    parts.push_back({{"name", part.name},
                     {"command", part.command},
                     {"ending", process::name_of(part.ending)},
                     {"code", part.code},
                     {"signal", part.signal},
                     {"wall_ns", part.wall.count()},
                     {"measures", std::move(measures)}});
  }
  return {{"awaited", service.awaited},           {"ready_ms", time_json(service.ready)},
          {"zero_ms", time_json(service.zero)},   {"from_ms", time_json(service.from)},
          {"until_ms", time_json(service.until)}, {"cut_why", service.cut_why},
          {"void_why", service.void_why},         {"parts", std::move(parts)}};
}

Json run_json_of(const store::Run& run, const store::Campaign& campaign) {
  Json json = {{"id", run.id},
               {"uid", run.uid},
               {"expectation", run.expectation},
               {"release", run.release},
               {"gomaxprocs", run.gomaxprocs},
               {"godebug", run.godebug},
               {"variant", run.variant},
               {"toolchain", run.toolchain},
               {"go_line", run.go_line},
               {"default_godebug", run.default_godebug},
               {"command", run.command},
               {"cpus", run.cpus},
               {"slot", run.slot},
               {"turn", run.turn},
               {"capture", run.capture},
               {"stderr_cut", run.err.cut()},
               {"stdout_cut", run.out.cut()},
               {"started", run.started}};
  json.update(record_json(run.record));
  json["noise"] = noise_json(run.record.noise);
  json["counts"] = run.counts;
  json["excluded_why"] = run.excluded_why;
  json["made_of"] = run.made_of;
  json["superseded"] = store::is_superseded(campaign, run);
  json["health"] = health_json(run.health);
  json["outcomes"] = outcomes_json(run);
  if (run.service) json["service"] = service_json(*run.service);
  return json;
}

Json campaign_json(const store::Campaign& campaign) {
  return {{"id", campaign.id},
          {"uid", campaign.uid},
          {"started", campaign.started},
          {"finished", campaign.finished},
          {"command", campaign.command},
          {"version", campaign.version},
          {"seed", std::to_string(campaign.seed)},  // as in a report: above 2^53 numbers lose digits
          {"host", campaign.host},
          {"shard", campaign.shard},
          {"noise_limits", campaign.noise_limits},
          {"noise_source", campaign.noise_source}};
}

std::string text_of(const Json& json) { return json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

std::string runs_json(const store::Campaign& campaign, const std::vector<store::Run>& runs) {
  Json list = Json::array();
  for (const auto& run : runs) list.push_back(run_json_of(run, campaign));
  return text_of({{"schema", kSchema}, {"campaign", campaign_json(campaign)}, {"runs", std::move(list)}});
}

std::string run_json_text(const store::Run& run, const store::Campaign& campaign, std::uint64_t in_file) {
  auto json = run_json_of(run, campaign);
  json["stored_bytes"] = in_file;
  return text_of({{"schema", kSchema}, {"campaign", campaign_json(campaign)}, {"run", std::move(json)}});
}

}  // namespace schedlitmus::cli
