#include "cli/run_json.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "process/cpus.hpp"

namespace schedlitmus::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kIndent = 2;

/// The note goes where the trace goes: a path of this machine says nothing there.
std::string program_name(const std::string& program) {
  if (!program.starts_with('.') && !program.starts_with('/')) return program;
  const auto folder = fs::absolute(program).lexically_normal() / "";
  const auto below = folder.lexically_relative(fs::current_path() / "").parent_path();
  const bool elsewhere = below.empty() || *below.begin() == "..";
  return elsewhere ? folder.parent_path().filename().string() : (fs::path(".") / below).string();
}

Json time_json(const std::optional<Millis>& time) { return time ? Json(time->count()) : Json(nullptr); }

/// Which samples count, and what is known of its load: without it a trace alone says neither.
Json service_json(const store::Service& service) {
  Json json{{"ready_ms", time_json(service.ready)}, {"zero_ms", time_json(service.zero)},
            {"from_ms", time_json(service.from)},   {"until_ms", time_json(service.until)},
            {"cut_why", service.cut_why},           {"void_why", service.void_why}};
  if (const auto* load = service.load())
    json["load"] = {{"ending", name_of(load->ending)}, {"code", load->code}, {"signal", load->signal}};
  return json;
}

}  // namespace

std::string run_json(const store::Run& run, const NoteAbout& about) {
  Json note;
  if (about.program.empty()) {
    note["expectation"] = about.expectation;
    if (!run.variant.empty()) note["variant"] = run.variant;
  } else {
    note["program"] = program_name(about.program);
    note["args"] = about.args;
  }
  note["go"] = run.release;
  note["toolchain"] = run.toolchain;
  note["go_line"] = run.go_line;
  note["default_godebug"] = run.default_godebug;
  note["GOMAXPROCS"] = run.gomaxprocs;
  note["GODEBUG"] = run.godebug;
  note["capture"] = run.capture;
  note["cpus"] = process::format_cpus(run.cpus);
  note["started"] = run.started;
  note["host"] = about.host;
  note["ending"] = name_of(run.record.ending);
  note["code"] = run.record.code;
  if (run.record.signal != 0) note["signal"] = run.record.signal;
  note["samples"] = run.health.samples;
  if (run.service) note["service"] = service_json(*run.service);
  return note.dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace schedlitmus::cli
