#include "cli/run_json.hpp"

#include <nlohmann/json.hpp>

#include "process/host.hpp"

namespace schedlitmus::cli {

namespace {

constexpr int kIndent = 2;

}  // namespace

std::string run_json(const store::Run& run, const CaptureOptions& options) {
  nlohmann::ordered_json note;
  note["program"] = options.program;
  note["args"] = options.args;
  note["go"] = run.release;
  note["toolchain"] = run.toolchain;
  note["go_line"] = run.go_line;
  note["default_godebug"] = run.default_godebug;
  note["GOMAXPROCS"] = run.gomaxprocs;
  note["GODEBUG"] = run.godebug;
  note["started"] = run.started;
  note["host"] = process::describe_host();
  note["ending"] = name_of(run.record.ending);
  note["code"] = run.record.code;
  note["samples"] = run.health.samples;
  return note.dump(kIndent, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace schedlitmus::cli
