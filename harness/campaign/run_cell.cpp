#include "campaign/run_cell.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "campaign/scenario.hpp"
#include "campaign/service_run.hpp"
#include "campaign/watcher.hpp"
#include "support/clock.hpp"
#include "support/shell.hpp"

namespace schedlitmus::campaign {

namespace {

/// Of a run that says nothing about it: a program that grows without end must
/// not take the machine with it.
std::uint64_t usual_max_memory() {
  const auto pages = static_cast<std::uint64_t>(std::max(::sysconf(_SC_PHYS_PAGES), 0L));
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) / 4 * 3;
}

}  // namespace

std::string godebug_text(const RunRequest& request) {
  const auto& trace = request.scenario.trace;
  std::string text;
  const auto add = [&text](std::string_view name, std::string_view value) {
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", name, value);
  };
  if (trace.on) add("schedtrace", std::to_string(trace.period.count()));
  if (trace.on && trace.detail) add("scheddetail", "1");
  for (const auto& [name, value] : request.scenario.godebug) add(name, value);
  return text;
}

std::string shell_command(const RunRequest& request) {
  auto line = fmt::format("GOMAXPROCS={}", request.gomaxprocs);
  if (const std::string godebug = godebug_text(request); !godebug.empty()) line += " GODEBUG=" + godebug;
  for (const auto& [name, value] : request.scenario.env) {
    line += fmt::format(" {}={}", name, shell_quote(value));
  }
  line += " " + shell_quote(request.build.executable);
  for (const auto& arg : request.scenario.args) line += " " + shell_quote(arg);
  return line;
}

std::vector<std::string> environment_of(const RunRequest& request) {
  std::map<std::string, std::string> env{{"PATH", "/usr/local/bin:/usr/bin:/bin"}};
  if (const char* home = std::getenv("HOME")) env["HOME"] = home;
  for (const auto& [name, value] : request.scenario.env) env[name] = value;
  env["GOMAXPROCS"] = std::to_string(request.gomaxprocs);
  if (const std::string godebug = godebug_text(request); !godebug.empty()) env["GODEBUG"] = godebug;
  std::vector<std::string> lines;
  lines.reserve(env.size());
  for (const auto& [name, value] : env) lines.push_back(fmt::format("{}={}", name, value));
  return lines;
}

process::LaunchSpec spec_of(const RunRequest& request) {
  const auto& scenario = request.scenario;
  process::LaunchSpec spec;
  spec.argv.push_back(request.build.executable);
  spec.argv.insert(spec.argv.end(), scenario.args.begin(), scenario.args.end());
  spec.env = environment_of(request);
  spec.deadline = scenario.deadline;
  spec.max_output = scenario.max_output;
  spec.max_memory = scenario.max_memory > 0 ? scenario.max_memory : usual_max_memory();
  spec.capture = capture_of(scenario.trace);
  spec.cpus = request.slot.cpus;
  return spec;
}

store::Run begin_run(const RunRequest& request, process::Capture capture) {
  store::Run run;
  run.expectation = request.expectation;
  run.release = request.release;
  run.gomaxprocs = request.gomaxprocs;
  run.variant = request.variant;
  run.cpus = request.slot.cpus;
  run.slot = request.slot.number;
  run.capture = process::name_of(capture);
  run.godebug = godebug_text(request);
  run.command = shell_command(request);
  run.executable = request.build.executable;
  run.toolchain = request.build.toolchain;
  run.go_line = request.build.go_line;
  run.default_godebug = request.build.default_godebug;
  run.made_of = request.build.made_of;
  run.started = now_utc();
  return run;
}

Result<store::Run> run_cell(const RunRequest& request, process::Launcher& launcher) {
  if (request.scenario.command) return run_service(request, launcher);
  const auto spec = spec_of(request);
  auto run = begin_run(request, spec.capture);
  Watcher watcher(request.checks, spec.capture, request.gomaxprocs, request.most_kept);
  auto record = launcher.run(spec, watcher);
  if (!record) return tl::unexpected(std::move(record.error()));
  run.record = *record;
  run.outcomes = watcher.check.finish(*record);
  run.health = watcher.check.health();
  watcher.give_streams(run);
  return run;
}

}  // namespace schedlitmus::campaign
