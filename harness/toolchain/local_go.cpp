#include "toolchain/local_go.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "support/json.hpp"
#include "toolchain/files.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

constexpr Version kOldestBootstrap{.minor = 19};
constexpr Millis kAnswerLimit{20'000};
constexpr const char* kModuleSettings[] = {"GOPROXY",    "GOSUMDB",    "GONOSUMDB", "GONOPROXY", "GOPRIVATE",
                                           "GOINSECURE", "GOMODCACHE", "GOPATH",    "GOAUTH",    "GOVCS"};

std::vector<std::string> commands_on(const Machine& machine) {
  std::vector<std::string> folders;
  std::istringstream path(machine.variable("PATH"));
  for (std::string folder; std::getline(path, folder, ':');) {
    if (folder.starts_with('/')) folders.push_back(folder);
  }
  folders.insert(folders.end(), machine.go_folders.begin(), machine.go_folders.end());
  std::vector<std::string> commands;
  std::set<fs::path> seen;
  for (const auto& folder : folders) {
    std::error_code error;
    const auto command = fs::canonical(fs::path(folder) / "go", error);
    if (!error && fs::is_regular_file(command, error) && ::access(command.c_str(), X_OK) == 0 &&
        seen.insert(command).second) {
      commands.push_back(command.string());
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

}  // namespace

Result<Version> parse_go_version(std::string_view output) {
  std::istringstream words{std::string(output)};
  std::string go;
  std::string word;
  std::string number;
  if (!(words >> go >> word >> number) || go != "go" || word != "version")
    return fail("not the answer of a go command");
  return Version::parse(number);
}

std::vector<LocalGo> find_local_gos(process::Launcher& launcher, const Machine& machine) {
  std::vector<LocalGo> found;
  const Environment env = without_go_variables(machine.env);
  for (const auto& command : commands_on(machine)) {
    const auto version = parse_go_version(ask(launcher, machine, {command, "version"}, env));
    if (!version) continue;
    std::string goroot = ask(launcher, machine, {command, "env", "GOROOT"}, env);
    goroot.erase(goroot.find_last_not_of(" \n") + 1);
    if (!goroot.empty()) found.push_back({command, *version, goroot});
  }
  return found;
}

const LocalGo* bootstrap_among(const std::vector<LocalGo>& gos) {
  const auto newest = std::ranges::max_element(gos, {}, &LocalGo::version);
  return newest == gos.end() || newest->version < kOldestBootstrap ? nullptr : &*newest;
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
