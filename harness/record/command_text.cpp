#include "record/command_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "expectation/run_evaluator.hpp"
#include "support/json_text.hpp"

namespace schedlitmus::record {
namespace {

using expectation::ReadyBy;
using json::string_text;
using Members = std::vector<std::string>;

std::string object_of(const Members& members) { return fmt::format("{{{}}}", fmt::join(members, ", ")); }

std::string list_of(const std::vector<std::string>& texts) {
  Members items;
  items.reserve(texts.size());
  for (const auto& text : texts) items.push_back(string_text(text));
  return fmt::format("[{}]", fmt::join(items, ", "));
}

std::string member(std::string_view key, const std::string& text) {
  return fmt::format("\"{}\": {}", key, string_text(text));
}
std::string member(std::string_view key, Millis time) { return member(key, format_duration(time)); }

std::string ready_text(const expectation::Ready& ready) {
  const auto pattern = ready.pattern ? ready.pattern->text() : std::string();
  switch (ready.by) {
    case ReadyBy::time:
      return object_of({member("after", ready.after)});
    case ReadyBy::tcp:
      return object_of({member("tcp", ready.address), member("within", ready.within)});
    case ReadyBy::http:
      return object_of(
          {member("http", ready.address), fmt::format("\"status\": {}", ready.status), member("within", ready.within)});
    case ReadyBy::out:
      return object_of({member("stdout", pattern), member("within", ready.within)});
    case ReadyBy::err:
      break;
  }
  return object_of({member("stderr", pattern), member("within", ready.within)});
}

std::string load_text(const expectation::Load& load) {
  auto members = executable_members(load.executable);
  Members env;
  for (const auto& [name, value] : load.env)
    env.push_back(fmt::format("{}: {}", string_text(name), string_text(value)));
  if (!env.empty()) members.push_back("\"env\": " + object_of(env));
  members.push_back(member("deadline", load.deadline));
  members.push_back(fmt::format("\"exit_status\": {}", load.exit_status));
  return object_of(members);
}

}  // namespace

std::vector<std::string> executable_members(const expectation::Executable& executable) {
  Members members;
  if (!executable.build.empty()) members.push_back(member("build", executable.build));
  if (!executable.binary.empty()) members.push_back(member("binary", executable.binary));
  members.push_back("\"argv\": " + list_of(executable.argv));
  return members;
}

std::string command_text(const expectation::Command& command) {
  auto members = executable_members(command.executable);
  if (!command.folder.empty()) members.push_back(member("folder", command.folder));
  if (!command.files.empty()) members.push_back("\"files\": " + list_of(command.files));
  members.push_back("\"ready\": " + ready_text(command.ready));
  if (command.load) members.push_back("\"load\": " + load_text(*command.load));
  if (command.warmup > Millis{0}) members.push_back(member("warmup", command.warmup));
  members.push_back(
      fmt::format("\"stop\": {}", object_of({member("signal", expectation::signal_name(command.stop_signal)),
                                             member("grace", command.stop_grace)})));
  if (command.instances > 1)
    members.push_back(fmt::format("\"instances\": {}, \"checked\": {}", command.instances, command.checked));
  return object_of(members);
}

}  // namespace schedlitmus::record
