#include "campaign/service_load.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <utility>

#include "campaign/service_instance.hpp"
#include "campaign/service_parts.hpp"
#include "support/shell.hpp"

namespace schedlitmus::campaign {
namespace {

/// A load is only a tool: it has little to say to a signal.
constexpr Millis kGrace{500};

/// With what each program needs of ours, unless it is said.
std::vector<std::string> environment(std::map<std::string, std::string> env) {
  for (const char* name : {"PATH", "HOME"})
    if (const char* value = std::getenv(name)) env.try_emplace(name, value);
  std::vector<std::string> lines;
  lines.reserve(env.size());
  for (const auto& [name, value] : env) lines.push_back(fmt::format("{}={}", name, value));
  return lines;
}

}  // namespace

process::LaunchSpec load_spec(const expectation::Load& load, int checked, const RunRequest& request,
                              const ServicePlaces& places, process::Stopper& stopper) {
  const auto filled = [&](const std::string& text) { return places.fill(text, checked, request.load_executable); };
  auto spec = spec_of(request);
  spec.argv = {request.load_executable};
  const auto& argv = load.executable.argv;
  for (std::size_t i = 1; i < argv.size(); ++i) spec.argv.push_back(filled(argv[i]));
  auto env = load.env;
  for (auto& [name, value] : env) value = filled(value);
  spec.env = environment(std::move(env));
  spec.folder = path_beside(request.file, ".").string();
  spec.deadline = load.deadline;
  spec.grace = kGrace;
  spec.capture = process::Capture::pipe;
  if (!request.load_cpus.empty()) spec.cpus = request.load_cpus;
  spec.stopper = &stopper;
  return spec;
}

store::Part load_part(const process::LaunchSpec& spec, const process::RunRecord& record, LoadWatcher& watcher) {
  return part_of(store::kLoadPart, shell_line(spec), record, watcher.out.take(), watcher.err.take());
}

std::string why_failed(const expectation::Load& load, const process::RunRecord& record, const LoadWatcher& watcher) {
  using enum process::Ending;
  std::string why;
  if (record.ending == timed_out) {
    why = fmt::format("the load was still going after {} and was stopped", format_duration(load.deadline));
  } else if (record.ending == exited && record.code != load.exit_status) {
    why = fmt::format("the load exited with code {}, not {}", record.code, load.exit_status);
  } else if (record.ending != exited) {
    why = "the load " + describe_end(record);
  } else {
    return {};
  }
  const auto lines = watcher.tail.lines();
  return lines.empty() ? why : fmt::format("{}; its stderr ends: {}", why, lines);
}

std::string shell_line(const process::LaunchSpec& spec) {
  std::string line;
  for (const auto& variable : spec.env) {
    const auto sign = variable.find('=');
    const auto name = variable.substr(0, sign);
    if (name == "PATH" || name == "HOME") continue;
    line += fmt::format("{}={} ", name, shell_quote(variable.substr(sign + 1)));
  }
  for (std::size_t i = 0; i < spec.argv.size(); ++i) line += (i > 0 ? " " : "") + shell_quote(spec.argv[i]);
  return line;
}

}  // namespace schedlitmus::campaign
