#include "campaign/run_cell.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "campaign/scenario.hpp"
#include "campaign/trace_check.hpp"
#include "support/clock.hpp"
#include "support/shell.hpp"
#include "trace/message_log.hpp"

namespace schedlitmus::campaign {

namespace {

/// The beginning of a stream, as much as a store keeps.
struct Head {
  void add(std::string_view more) {
    const std::size_t room = store::kKeptBytes - bytes.size();
    bytes.append(more.substr(0, room));
    cut = cut || more.size() > room;
  }
  std::string bytes;
  bool cut = false;
};

/// Likewise of messages: whole ones.
struct MessageHead {
  void add(Head& head, std::int32_t pid, std::string_view message) {
    // A message's own bytes and the longest that may stand before them.
    constexpr std::size_t kBefore = 16;
    head.cut = head.cut || head.bytes.size() + message.size() + kBefore > store::kKeptBytes;
    if (!head.cut) trace::append_message(head.bytes, state, pid, message);
  }
  trace::MessageLogState state;
};

/// Joins the streams of a launch with the checks.
class Watcher final : public process::Observer {
 public:
  Watcher(const std::vector<expectation::Check>& checks, process::Capture capture, int gomaxprocs)
      : check(checks, capture, gomaxprocs) {}

  void on_stdout(std::string_view bytes) override {
    out.add(bytes);
    check.feed_stdout(bytes);
  }
  void on_stderr(std::string_view bytes) override {
    err.add(bytes);
    check.feed(bytes);
  }
  void on_stderr_message(std::int32_t pid, std::string_view message) override {
    messages.add(err, pid, message);
    check.feed(pid, message);
  }
  [[nodiscard]] bool enough() const override { return check.enough(); }

  TraceCheck check;
  Head out, err;
  MessageHead messages;
};

/// Of a run that says nothing about it: a program that grows without end must
/// not take the machine with it.
std::uint64_t usual_max_memory() {
  const auto pages = static_cast<std::uint64_t>(std::max(::sysconf(_SC_PHYS_PAGES), 0L));
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) / 4 * 3;
}

std::vector<std::string> environment(const RunRequest& request) {
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

Result<store::Run> run_cell(const RunRequest& request, process::Launcher& launcher) {
  process::LaunchSpec spec;
  spec.argv.push_back(request.build.executable);
  const auto& scenario = request.scenario;
  spec.argv.insert(spec.argv.end(), scenario.args.begin(), scenario.args.end());
  spec.env = environment(request);
  spec.deadline = scenario.deadline;
  spec.max_output = scenario.max_output;
  spec.max_memory = scenario.max_memory > 0 ? scenario.max_memory : usual_max_memory();
  spec.capture = capture_of(scenario.trace);
  spec.cpus = request.slot.cpus;

  store::Run run;
  run.expectation = request.expectation;
  run.release = request.release;
  run.gomaxprocs = request.gomaxprocs;
  run.variant = request.variant;
  run.cpus = request.slot.cpus;
  run.slot = request.slot.number;
  run.capture = process::name_of(spec.capture);
  run.godebug = godebug_text(request);
  run.command = shell_command(request);
  run.executable = request.build.executable;
  run.toolchain = request.build.toolchain;
  run.go_line = request.build.go_line;
  run.default_godebug = request.build.default_godebug;
  run.made_of = request.build.made_of;
  run.started = now_utc();

  Watcher watcher(request.checks, spec.capture, request.gomaxprocs);
  auto record = launcher.run(spec, watcher);
  if (!record) return tl::unexpected(std::move(record.error()));
  run.record = *record;
  run.outcomes = watcher.check.finish(*record);
  run.health = watcher.check.health();
  run.stdout_head = std::move(watcher.out.bytes);
  run.stderr_head = std::move(watcher.err.bytes);
  run.stdout_cut = watcher.out.cut;
  run.stderr_cut = watcher.err.cut;
  return run;
}

}  // namespace schedlitmus::campaign
