#include "toolchain/local_go.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include "support/json.hpp"
#include "toolchain/goroot.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

constexpr Millis kAnswerLimit{20'000};
constexpr const char* kModuleSettings[] = {"GOPROXY",    "GOSUMDB",    "GONOSUMDB", "GONOPROXY", "GOPRIVATE",
                                           "GOINSECURE", "GOMODCACHE", "GOPATH",    "GOAUTH",    "GOVCS"};

struct Command {
  std::string path;
  bool on_path = false;
};

std::vector<Command> commands_on(const Machine& machine) {
  std::vector<Command> folders;
  std::istringstream path(machine.variable("PATH"));
  for (std::string folder; std::getline(path, folder, ':');) {
    if (folder.starts_with('/')) folders.push_back({folder, true});
  }
  for (const auto& folder : machine.go_folders) folders.push_back({folder, false});
  std::vector<Command> commands;
  std::set<fs::path> seen;
  for (const auto& [folder, on_path] : folders) {
    std::error_code error;
    const auto command = fs::canonical(fs::path(folder) / "go", error);
    if (!error && fs::is_regular_file(command, error) && ::access(command.c_str(), X_OK) == 0 &&
        seen.insert(command).second) {
      commands.push_back({command.string(), on_path});
    }
  }
  return commands;
}

/// The output of `go ...`, or nothing. The go is not to become another one.
std::string ask(process::Launcher& launcher, const Machine& machine, std::vector<std::string> argv, Environment env) {
  env["GOTOOLCHAIN"] = "local";
  const process::LaunchSpec spec{
      .argv = std::move(argv), .env = lines_of(env), .folder = machine.temporary, .deadline = kAnswerLimit};
  const auto output = process::run_tool(launcher, spec);
  return output && output->code == 0 ? output->out : std::string();
}

/// The numbers that it goes by here: somebody's own is named by its folder.
std::optional<Version> version_of(const std::string& answer, const std::string& goroot) {
  const auto name = parse_go_version(answer);
  if (name && name->is_release) return name->version;
  const auto version = version_of_goroot(goroot);
  return version ? std::optional(*version) : std::nullopt;
}

}  // namespace

std::vector<LocalGo> find_local_gos(process::Launcher& launcher, const Machine& machine) {
  std::vector<LocalGo> found;
  const Environment env = without_go_variables(machine.env);
  for (const auto& [command, on_path] : commands_on(machine)) {
    const auto answer = ask(launcher, machine, {command, "version"}, env);
    if (answer.empty()) continue;
    std::string goroot = ask(launcher, machine, {command, "env", "GOROOT"}, env);
    goroot.erase(goroot.find_last_not_of(" \n") + 1);
    if (goroot.empty()) continue;
    if (const auto version = version_of(answer, goroot)) found.push_back({command, *version, goroot, on_path});
  }
  return found;
}

const LocalGo* bootstrap_among(const std::vector<LocalGo>& gos) {
  // A development version only where there is nothing else.
  const auto rank = [](const LocalGo& go) { return std::pair(go.version.is_full(), go.version); };
  std::vector<const LocalGo*> able;
  for (const auto& go : gos)
    if (go.version.minor >= kOldestBootstrap) able.push_back(&go);
  const auto best = std::ranges::max_element(able, {}, [&rank](const LocalGo* go) { return rank(*go); });
  return best == able.end() ? nullptr : *best;
}

Environment module_settings(process::Launcher& launcher, const Machine& machine, const LocalGo* bootstrap) {
  Environment settings;
  if (bootstrap != nullptr) {
    std::vector<std::string> argv = {bootstrap->command, "env", "-json"};
    argv.insert(argv.end(), std::begin(kModuleSettings), std::end(kModuleSettings));
    Environment env = machine.env;
    env.erase("GOFLAGS");
    env.erase("GODEBUG");
    const auto document = json::parse(ask(launcher, machine, argv, env), "go env -json");
    for (const char* name : kModuleSettings) {
      const auto* member = document.root ? document.root->find(name) : nullptr;
      if (member != nullptr && !member->value.string.empty()) settings[name] = member->value.string;
    }
  }
  const auto own = [&](const char* name, const std::string& otherwise) {
    if (settings.contains(name)) return;
    const auto value = machine.variable(name);
    settings[name] = value.empty() ? otherwise : value;
  };
  own("GOPATH", machine.variable("HOME") + "/go");
  const auto& gopath = settings["GOPATH"];
  own("GOMODCACHE", gopath.substr(0, gopath.find(':')) + "/pkg/mod");
  return settings;
}

}  // namespace schedlitmus::toolchain
