#include "expectation/read_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "expectation/read_subject.hpp"
#include "expectation/read_variants.hpp"
#include "support/nearest.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

using json::Member;
using json::Value;

constexpr Millis kLongestWait{600'000};
constexpr int kMostExitStatus = 255;

/// Those that a service can be asked with.
constexpr auto kSignals = std::to_array<std::pair<std::string_view, int>>({
    {"SIGTERM", SIGTERM},
    {"SIGINT", SIGINT},
    {"SIGQUIT", SIGQUIT},
    {"SIGHUP", SIGHUP},
    {"SIGUSR1", SIGUSR1},
    {"SIGUSR2", SIGUSR2},
    {"SIGKILL", SIGKILL},
});

void read_time(ObjectReader& reader, std::string_view key, Millis& time, Problems& problems) {
  const Member* member = reader.get(key);
  if (member == nullptr) return;
  const auto read = read_duration(member->value, quote(key), problems);
  if (!read) return;
  if (*read > kLongestWait) {
    problems.add(member->value.place, fmt::format("{} of {} is too long", quote(key), format_duration(*read)),
                 "at most 10m");
    return;
  }
  time = *read;
}

void read_http(ObjectReader& reader, const Member& url, Ready& ready, Problems& problems) {
  ready.by = ReadyBy::http;
  if (const auto text = read_filled_text(url.value, R"("http")", problems)) {
    ready.address = *text;
    if (!text->starts_with("http://"))
      problems.add(url.value.place, fmt::format("{} is no URL that can be asked", quote(*text)),
                   R"(write it whole, such as "http://127.0.0.1:{port}/healthz"; https is not asked, "tcp" is)");
  }
  if (const Member* status = reader.get("status"))
    ready.status = read_integer(status->value, R"("status")", 100, 599, problems).value_or(ready.status);
}

void read_tcp(const Member& address, Ready& ready, Problems& problems) {
  ready.by = ReadyBy::tcp;
  const auto text = read_filled_text(address.value, R"("tcp")", problems);
  if (!text) return;
  ready.address = *text;
  if (text->find(':') == std::string::npos)
    problems.add(address.value.place, fmt::format("{} has no port", quote(*text)), R"(such as "127.0.0.1:{port}")");
}

void read_after(const Member& after, Ready& ready, Problems& problems) {
  ready.by = ReadyBy::time;
  ready.after = read_duration(after.value, R"("after")", problems).value_or(Millis{0});
}

void read_one_way(ObjectReader& reader, const Member& way, Ready& ready, Problems& problems) {
  if (way.key == "http") return read_http(reader, way, ready, problems);
  if (way.key == "tcp") return read_tcp(way, ready, problems);
  if (way.key == "after") return read_after(way, ready, problems);
  ready.by = way.key == "stdout" ? ReadyBy::out : ReadyBy::err;
  ready.pattern = read_regex(way.value, quote(way.key), problems);
}

Ready read_ready(const Value& value, Problems& problems) {
  Ready ready;
  ObjectReader reader(value, R"("ready")", problems);
  const Member* first = nullptr;
  for (const std::string_view key : {"http", "tcp", "stdout", "stderr", "after"}) {
    const Member* member = reader.get(key);
    if (member == nullptr) continue;
    if (first != nullptr) {
      problems.add(member->key_place, fmt::format("{} beside {}", quote(member->key), quote(first->key)),
                   R"("ready" waits for one thing)");
      continue;
    }
    first = member;
    read_one_way(reader, *member, ready, problems);
  }
  if (first == nullptr && reader.is_object())
    problems.add(value.place, R"("ready" does not say when)",
                 R"(one of "http", "tcp", "stdout", "stderr" and "after": {"tcp": "127.0.0.1:{port}"})");
  const Member* within = reader.get("within");
  const Member* status = reader.get("status");
  read_time(reader, "within", ready.within, problems);
  if (status != nullptr && first != nullptr && first->key != "http")
    problems.add(status->key_place, fmt::format(R"("status" beside {})", quote(first->key)), R"(it belongs to "http")");
  if (within != nullptr && first != nullptr && first->key == "after")
    problems.add(within->key_place, R"("within" beside "after")", "a time that passes needs no limit");
  if (ready.by == ReadyBy::time) ready.within = ready.after + Millis{1'000};
  reader.finish();
  return ready;
}

Load read_load(const Value& value, Problems& problems) {
  Load load;
  ObjectReader reader(value, R"("load")", problems);
  read_executable(reader, load.executable, problems);
  if (reader.is_object() && value.find("argv") == nullptr && load.executable.is_plain())
    problems.add(value.place, R"("load" does not say what to run)",
                 R"("argv": ["hey", "-n", "1000", "http://127.0.0.1:{port}/"], or "build": "./load", a Go package)");
  if (const Member* env = reader.get("env")) load.env = read_env(*env, problems);
  read_time(reader, "deadline", load.deadline, problems);
  if (const Member* status = reader.get("exit_status"))
    load.exit_status =
        read_integer(status->value, R"("exit_status")", 0, kMostExitStatus, problems).value_or(load.exit_status);
  reader.finish();
  return load;
}

void read_stop(const Value& value, Command& command, Problems& problems) {
  ObjectReader reader(value, R"("stop")", problems);
  if (const Member* signal = reader.get("signal")) {
    const auto name = read_text(signal->value, R"("signal")", problems);
    const auto* const found = std::ranges::find(kSignals, name.value_or(""), &std::pair<std::string_view, int>::first);
    if (found != kSignals.end()) command.stop_signal = found->second;
    if (name && found == kSignals.end()) {
      std::vector<std::string_view> names;
      for (const auto& [known, number] : kSignals) names.push_back(known);
      problems.add(signal->value.place, fmt::format("{} is no signal to stop with", quote(*name)),
                   did_you_mean(*name, names));
    }
  }
  read_time(reader, "grace", command.stop_grace, problems);
  reader.finish();
}

void read_instances(ObjectReader& reader, Command& command, Problems& problems) {
  if (const Member* count = reader.get("instances"))
    command.instances =
        read_integer(count->value, R"("instances")", 1, kMostInstances, problems).value_or(command.instances);
  if (const Member* checked = reader.get("checked"))
    command.checked =
        read_integer(checked->value, R"("checked")", 1, command.instances, problems).value_or(command.checked);
}

void read_folder(ObjectReader& reader, Command& command, Problems& problems) {
  if (const Member* folder = reader.get("folder"))
    command.folder = read_filled_text(folder->value, R"("folder")", problems).value_or("");
  const Member* files = reader.get("files");
  if (files == nullptr) return;
  command.files = read_texts(files->value, R"("files")", problems);
  if (!command.folder.empty())
    problems.add(files->key_place, R"("files" beside "folder")",
                 R"(they are copied into a fresh folder for each run, which "folder" takes the place of)");
}

void refuse_in_text(const Value& value, int instances, Problems& problems) {
  for (const Placeholder& found : placeholders_in(value.string)) {
    const auto meaning = meaning_of(found.name);
    if (!meaning) {
      problems.add(value.place, fmt::format("unknown placeholder {{{}}}", found.name),
                   "{port}, {port2} to {port9}, {2.port} of instance 2, {instance}, {folder} and {binary} are known");
    } else if (meaning->instance > instances) {
      problems.add(value.place, fmt::format("{{{}}}: there is no instance {}", found.name, meaning->instance),
                   fmt::format(R"("instances" is {})", instances));
    }
  }
}

}  // namespace

void refuse_placeholders(const Value& value, int instances, Problems& problems) {
  if (value.type == json::Type::string) refuse_in_text(value, instances, problems);
  for (const Value& item : value.items) refuse_placeholders(item, instances, problems);
  for (const Member& member : value.members)
    if (member.key != "stdout" && member.key != "stderr") refuse_placeholders(member.value, instances, problems);
}

void read_executable(ObjectReader& reader, Executable& executable, Problems& problems) {
  const Member* build = reader.get("build");
  const Member* binary = reader.get("binary");
  const Member* argv = reader.get("argv");
  if (build != nullptr || binary != nullptr) executable.build = executable.binary = {};
  if (build != nullptr) executable.build = read_filled_text(build->value, R"("build")", problems).value_or("");
  if (binary != nullptr) executable.binary = read_filled_text(binary->value, R"("binary")", problems).value_or("");
  if (build != nullptr && binary != nullptr)
    problems.add(binary->key_place, R"("binary" beside "build")", "it is built, or it is there");
  if (argv == nullptr) return;
  executable.argv = read_texts(argv->value, R"("argv")", problems);
  if (argv->value.type != json::Type::array) return;
  if (executable.argv.empty()) {
    problems.add(argv->value.place, R"("argv" is empty)", R"(it begins with the program, such as "{binary}")");
  } else if (executable.argv.front() == "{binary}" && executable.is_plain()) {
    problems.add(
        argv->value.items.front().place, R"({binary} without "build" or "binary")",
        R"("build": "./service", a Go package that is built; "binary": "./bin/service"; or the program's path)");
  }
}

Command read_command(const Member& member, Problems& problems) {
  Command command;
  const Value& value = member.value;
  ObjectReader reader(value, R"("command")", problems);
  read_executable(reader, command.executable, problems);
  if (reader.is_object() && value.find("argv") == nullptr && command.executable.is_plain() &&
      value.find("build") == nullptr && value.find("binary") == nullptr)
    problems.add(value.place, R"("command" does not say what to run)",
                 R"("build": "./service", a Go package; "binary": "./bin/service"; or "argv": ["/usr/bin/service"])");
  read_folder(reader, command, problems);
  read_instances(reader, command, problems);
  if (const Member* ready = reader.require("ready")) command.ready = read_ready(ready->value, problems);
  if (const Member* load = reader.get("load")) command.load = read_load(load->value, problems);
  const Member* warmup = reader.get("warmup");
  read_time(reader, "warmup", command.warmup, problems);
  if (warmup != nullptr && command.load && command.warmup >= command.load->deadline)
    problems.add(warmup->value.place,
                 fmt::format("a warm-up of {} leaves nothing of the load", format_duration(command.warmup)),
                 fmt::format(R"(the load's "deadline" is {})", format_duration(command.load->deadline)));
  if (const Member* stop = reader.get("stop")) read_stop(stop->value, command, problems);
  reader.finish();
  refuse_placeholders(value, command.instances, problems);
  return command;
}

}  // namespace schedlitmus::expectation
