#include "campaign/run_cell.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "support/clock.hpp"
#include "support/shell.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::campaign {

namespace {

/// How much of the program's own text an explanation needs.
constexpr std::size_t kEnoughToSay = 300;

void keep(std::string& head, std::string_view bytes) {
  if (head.size() < store::kKeptBytes) head.append(bytes.substr(0, store::kKeptBytes - head.size()));
}

/// Joins the streams of a launch with the reader and the evaluator.
class Watcher final : public process::Observer, public trace::Sink {
 public:
  explicit Watcher(std::vector<expectation::Check> checks)
      : whole_(checks.empty()), evaluator_(std::move(checks)), reader_(*this) {}

  void on_stdout(std::string_view bytes) override { keep(stdout_head, bytes); }
  void on_stderr(std::string_view bytes) override {
    keep(stderr_head, bytes);
    reader_.feed(bytes);
  }
  [[nodiscard]] bool enough() const override { return !whole_ && evaluator_.all_decided(); }

  void on_sample(const trace::Sample& sample) override { evaluator_.on_sample(sample); }
  void on_text(std::string_view text) override {
    if (first_text.size() < kEnoughToSay) first_text.append(text.substr(0, kEnoughToSay - first_text.size()));
  }

  std::vector<expectation::Outcome> finish(trace::Health& health) {
    reader_.finish();
    health = reader_.health();
    return evaluator_.finish(health);
  }

  std::string stdout_head, stderr_head;
  std::string first_text;  ///< what the program itself wrote to stderr first

 private:
  bool whole_;  ///< without checks nothing is decided early: the run is wanted to its end
  expectation::Evaluator evaluator_;
  trace::Reader reader_;
};

std::vector<std::string> environment(const RunRequest& request) {
  std::map<std::string, std::string> env{{"PATH", "/usr/local/bin:/usr/bin:/bin"}};
  if (const char* home = std::getenv("HOME")) env["HOME"] = home;
  for (const auto& [name, value] : request.expectation->scenario.env) env[name] = value;
  env["GOMAXPROCS"] = std::to_string(request.gomaxprocs);
  env["GODEBUG"] = godebug_text(request);
  std::vector<std::string> lines;
  lines.reserve(env.size());
  for (const auto& [name, value] : env) lines.push_back(fmt::format("{}={}", name, value));
  return lines;
}

/// An end that explains why a check could not be decided, else "".
std::string explain_end(const process::RunRecord& record, const std::string& first_text) {
  std::string end;
  switch (record.ending) {
    case process::Ending::exited:
      end = fmt::format("the program exited with code {}", record.code);
      break;
    case process::Ending::signalled:
      end = fmt::format("the program was killed by signal {}", record.signal);
      break;
    case process::Ending::timed_out:
      end = "the program was stopped at its deadline";
      break;
    case process::Ending::output_limit:
      end = "the program was stopped because it wrote too much";
      break;
    case process::Ending::memory_limit:
      end = "the program was stopped because it used too much memory";
      break;
    case process::Ending::stopped:
    case process::Ending::interrupted:
      return {};
  }
  const auto line = first_text.substr(0, first_text.find('\n'));
  return line.empty() || (record.ending == process::Ending::exited && record.code == 0)
             ? end
             : fmt::format("{}; its stderr begins: {}", end, line);
}

}  // namespace

std::string godebug_text(const RunRequest& request) {
  const auto& trace = request.expectation->scenario.trace;
  auto text = fmt::format("schedtrace={}", trace.period.count());
  if (trace.detail) text += ",scheddetail=1";
  for (const auto& [name, value] : request.godebug) text += fmt::format(",{}={}", name, value);
  return text;
}

std::string shell_command(const RunRequest& request) {
  auto line = fmt::format("GOMAXPROCS={} GODEBUG={}", request.gomaxprocs, godebug_text(request));
  for (const auto& [name, value] : request.expectation->scenario.env) {
    line += fmt::format(" {}={}", name, shell_quote(value));
  }
  line += " " + shell_quote(request.build.executable);
  for (const auto& arg : request.expectation->scenario.args) line += " " + shell_quote(arg);
  return line;
}

Result<store::Run> run_cell(const RunRequest& request, process::Launcher& launcher) {
  process::LaunchSpec spec;
  spec.argv.push_back(request.build.executable);
  const auto& scenario = request.expectation->scenario;
  spec.argv.insert(spec.argv.end(), scenario.args.begin(), scenario.args.end());
  spec.env = environment(request);
  spec.deadline = scenario.deadline;

  store::Run run;
  run.expectation = request.expectation->name;
  run.release = request.release;
  run.gomaxprocs = request.gomaxprocs;
  run.godebug = godebug_text(request);
  run.command = shell_command(request);
  run.executable = request.build.executable;
  run.toolchain = request.build.toolchain;
  run.go_line = request.build.go_line;
  run.default_godebug = request.build.default_godebug;
  run.started = now_utc();

  Watcher watcher(request.checks);
  auto record = launcher.run(spec, watcher);
  if (!record) return tl::unexpected(std::move(record.error()));
  run.record = *record;
  run.outcomes = watcher.finish(run.health);
  const auto end = explain_end(*record, watcher.first_text);
  for (auto& outcome : run.outcomes) {
    if (outcome.kind == expectation::OutcomeKind::undecided && !end.empty()) outcome.reason += "; " + end;
  }
  run.stdout_head = std::move(watcher.stdout_head);
  run.stderr_head = std::move(watcher.stderr_head);
  return run;
}

}  // namespace schedlitmus::campaign
