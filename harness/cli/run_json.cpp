#include "cli/run_json.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "process/cpus.hpp"
#include "process/host.hpp"

namespace schedlitmus::cli {

namespace {

namespace fs = std::filesystem;

constexpr int kIndent = 2;

/// The note goes where the trace goes: a path of this machine says nothing there.
std::string program_name(const std::string& program) {
  if (!program.starts_with('.') && !program.starts_with('/')) return program;
  const auto folder = fs::absolute(program).lexically_normal() / "";
  const auto below = folder.lexically_relative(fs::current_path() / "").parent_path();
  const bool elsewhere = below.empty() || *below.begin() == "..";
  return elsewhere ? folder.parent_path().filename().string() : (fs::path(".") / below).string();
}

}  // namespace

std::string run_json(const store::Run& run, const CaptureOptions& options) {
  nlohmann::ordered_json note;
  note["program"] = program_name(options.program);
  note["args"] = options.args;
  note["go"] = run.release;
  note["toolchain"] = run.toolchain;
  note["go_line"] = run.go_line;
  note["default_godebug"] = run.default_godebug;
  note["GOMAXPROCS"] = run.gomaxprocs;
  note["GODEBUG"] = run.godebug;
  note["capture"] = run.capture;
  note["cpus"] = process::format_cpus(run.cpus);
  note["started"] = run.started;
  note["host"] = process::describe_host();
  note["ending"] = name_of(run.record.ending);
  note["code"] = run.record.code;
  if (run.record.ending == process::Ending::signalled) note["signal"] = run.record.signal;
  note["samples"] = run.health.samples;
  return note.dump(kIndent, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace schedlitmus::cli
