#include "expectation/read_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "expectation/read_command.hpp"
#include "expectation/read_variants.hpp"
#include "support/quote.hpp"
#include "support/size.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr int kMostProcs = 1024;
constexpr Millis kLongestPeriod{60'000};
constexpr Millis kLongestDeadline{3'600'000};

std::vector<int> read_gomaxprocs(const json::Member& member, Problems& problems) {
  std::vector<int> procs;
  if (member.value.type == json::Type::number) {
    problems.add(member.value.place, R"("gomaxprocs" must be a list, not a number)",
                 "write it in brackets, such as [2]");
    return procs;
  }
  if (!expect_type(member.value, json::Type::array, R"("gomaxprocs")", problems)) return procs;
  if (member.value.items.empty())
    problems.add(member.value.place, R"("gomaxprocs" is empty)", "name at least one setting, such as [2]");
  bool whole = true;
  for (const json::Value& item : member.value.items) {
    const auto value = read_integer(item, R"(an entry of "gomaxprocs")", 1, kMostProcs, problems);
    whole = whole && value.has_value();
    if (!value) continue;
    if (std::ranges::find(procs, *value) != procs.end())
      problems.add(item.place, fmt::format(R"({} stands twice in "gomaxprocs")", *value));
    procs.push_back(*value);
  }
  return whole ? procs : std::vector<int>{};
}

void read_capture(const json::Value& value, TraceMode& mode, Problems& problems) {
  const auto text = read_text(value, R"("capture")", problems);
  if (!text) return;
  for (const auto choice : {CaptureChoice::automatic, CaptureChoice::messages, CaptureChoice::pipe}) {
    if (*text == name_of(choice)) {
      mode.capture = choice;
      return;
    }
  }
  problems.add(value.place, fmt::format("{} is no way to capture", quote(*text)), R"("auto", "messages" or "pipe")");
}

void read_trace(const json::Value& value, TraceMode& mode, Limits& limits, Problems& problems) {
  if (value.type == json::Type::boolean) {
    if (value.boolean) problems.add(value.place, R"("trace" is false or an object)", "left out, a trace is taken");
    limits.traced = mode.on = false;
    return;
  }
  ObjectReader reader(value, R"("trace")", problems);
  if (const auto* period = reader.get("period")) {
    limits.period = read_duration(period->value, R"("period")", problems);
    if (limits.period && (*limits.period < kSampleDelay || *limits.period > kLongestPeriod)) {
      problems.add(period->value.place,
                   fmt::format("a trace every {} is not possible", format_duration(*limits.period)),
                   "from 10ms, the runtime's own pace, to 1m");
      limits.period.reset();
    }
  }
  if (const auto* detail = reader.get("detail")) limits.detail = read_bool(detail->value, R"("detail")", problems);
  if (const auto* capture = reader.get("capture")) read_capture(capture->value, mode, problems);
  reader.finish();
  mode.period = limits.period.value_or(mode.period);
  mode.detail = limits.detail.value_or(mode.detail);
}

void read_deadline(const json::Member& member, const std::optional<Millis>& period, ReadScenario& out,
                   Problems& problems) {
  auto& deadline = out.limits.deadline;
  deadline = read_duration(member.value, R"("deadline")", problems);
  if (!deadline) return;
  const std::string text = format_duration(*deadline);
  if (*deadline > kLongestDeadline) {
    problems.add(member.value.place, fmt::format("a deadline of {} is too long", text), "at most 1h");
    deadline.reset();
  } else if (period && *deadline <= *period) {
    problems.add(member.value.place, fmt::format("a run of {} ends before the second sample", text),
                 fmt::format("a sample comes every {}", format_duration(*period)));
    deadline.reset();
  }
  out.scenario.deadline = deadline.value_or(out.scenario.deadline);
}

void read_size(const json::Member& member, std::uint64_t& size, Problems& problems) {
  const auto text = read_text(member.value, quote(member.key), problems);
  if (!text) return;
  const auto bytes = parse_size(*text);
  if (bytes) {
    size = *bytes;
  } else {
    problems.add(member.value.place, fmt::format("{}: {}", quote(member.key), bytes.error().what), bytes.error().hint);
  }
}

}  // namespace

namespace {

constexpr const char* kAnyRelease = ">=1.2";
/// A service is not stopped while its load may still go on.
constexpr Millis kAfterLoad{2'000};

/// The program, or the command in its place.
void read_what_runs(ObjectReader& reader, const json::Value& value, ReadScenario& out, Problems& problems) {
  Scenario& scenario = out.scenario;
  const auto* command = reader.get("command");
  const auto* args = reader.get("args");
  if (args != nullptr) scenario.args = read_texts(args->value, R"("args")", problems);
  if (command == nullptr) {
    if (auto program = reader.required_text("program")) scenario.program = std::move(*program);
    if (const auto* program = value.find("program")) out.program_position = problems.position(program->value.place);
    if (reader.is_object()) out.limits.has_command = out.limits.has_load = false;
    return;
  }
  if (const auto* program = reader.get("program"))
    problems.add(program->key_place, R"("program" beside "command")", "a scenario runs one of them");
  if (args != nullptr)
    problems.add(args->key_place, R"("args" beside "command")",
                 R"(a command has "argv", which begins with the program)");
  scenario.command = read_command(*command, problems);
  out.program_position = problems.position(command->value.place);
  out.limits.has_command = true;
  out.limits.has_load = scenario.command->load.has_value();
  out.limits.warmup = scenario.command->warmup;
}

void read_go(ObjectReader& reader, const json::Value& value, ReadScenario& out, Problems& problems) {
  const bool is_built = !out.scenario.command || !out.scenario.command->executable.build.empty();
  if (!is_built) out.scenario.go = kAnyRelease;
  if (auto go = is_built ? reader.required_text("go") : reader.text("go")) {
    out.scenario.go = std::move(*go);
    out.go_position = out.default_releases_position = problems.position(value.find("go")->value.place);
  }
  if (auto releases = reader.text("default_releases")) {
    out.scenario.default_releases = std::move(*releases);
    out.default_releases_position = problems.position(value.find("default_releases")->value.place);
  }
}

/// A service with a load has as long as that may take; times of checks are the load's.
void give_time_to_load(bool has_own, ReadScenario& out) {
  const auto& command = out.scenario.command;
  if (!command || !command->load) return;
  if (!has_own) out.scenario.deadline = command->ready.within + command->load->deadline + kAfterLoad;
  if (out.limits.deadline) out.limits.deadline = command->load->deadline;
}

}  // namespace

ReadScenario read_scenario(const json::Value& value, Problems& problems) {
  ReadScenario out;
  Scenario& scenario = out.scenario;
  ObjectReader reader(value, R"("scenario")", problems);
  out.go_position = out.program_position = out.default_releases_position = problems.position(value.place);
  read_what_runs(reader, value, out, problems);
  if (const auto* env = reader.get("env")) scenario.env = read_env(*env, problems);
  read_go(reader, value, out, problems);
  if (const auto* procs = reader.require("gomaxprocs"))
    scenario.gomaxprocs = out.limits.gomaxprocs = read_gomaxprocs(*procs, problems);
  if (const auto* godebug = reader.get("godebug")) scenario.godebug = read_godebug(*godebug, problems);
  if (reader.is_object()) {
    out.limits.period = scenario.trace.period;
    out.limits.detail = scenario.trace.detail;
    out.limits.deadline = scenario.deadline;
  }
  if (const auto* trace = reader.get("trace")) read_trace(trace->value, scenario.trace, out.limits, problems);
  const auto* deadline = reader.get("deadline");
  if (deadline != nullptr) read_deadline(*deadline, out.limits.period, out, problems);
  give_time_to_load(deadline != nullptr, out);
  if (const auto* size = reader.get("max_output")) read_size(*size, scenario.max_output, problems);
  if (const auto* size = reader.get("max_memory")) read_size(*size, scenario.max_memory, problems);
  if (const auto* variants = reader.get("variants")) scenario.variants = read_variants(*variants, scenario, problems);
  reader.finish();
  return out;
}

}  // namespace schedlitmus::expectation
