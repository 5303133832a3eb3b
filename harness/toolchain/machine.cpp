#include "toolchain/machine.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

/// "go*" folders of `parent` that hold a bin/go, the newest name first.
void add_folders_below(const std::string& parent, std::string_view prefix, std::vector<std::string>& folders) {
  std::error_code error;
  std::vector<std::string> found;
  for (fs::directory_iterator entry(parent, error), end; !error && entry != end; entry.increment(error)) {
    const auto name = entry->path().filename().string();
    if (name.starts_with(prefix) && fs::exists(entry->path() / "bin" / "go", error)) {
      found.push_back((entry->path() / "bin").string());
    }
  }
  std::ranges::sort(found, std::ranges::greater());
  folders.insert(folders.end(), found.begin(), found.end());
}

std::string architecture() {
  utsname names{};
  if (::uname(&names) != 0) return "amd64";
  const std::string machine = names.machine;
  if (machine == "aarch64") return "arm64";
  return machine == "x86_64" ? "amd64" : machine;
}

}  // namespace

std::string Machine::variable(const std::string& name) const {
  const auto found = env.find(name);
  return found == env.end() ? std::string() : found->second;
}

Machine this_machine() {
  Machine machine;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view line = *entry;
    const auto equals = line.find('=');
    if (equals != std::string_view::npos) machine.env.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  machine.go_folders = {"/usr/local/go/bin"};
  add_folders_below("/usr/lib", "go", machine.go_folders);
  if (const auto home = machine.variable("HOME"); !home.empty()) {
    add_folders_below(home + "/sdk", "", machine.go_folders);
  }
  machine.platform = "linux-" + architecture();
  machine.temporary = machine.variable("TMPDIR");
  if (machine.temporary.empty()) machine.temporary = "/tmp";
  return machine;
}

std::vector<std::string> lines_of(const Environment& env) {
  std::vector<std::string> lines;
  lines.reserve(env.size());
  for (const auto& [name, value] : env) {
    lines.push_back(name);
    lines.back().append("=").append(value);
  }
  return lines;
}

Environment without_go_variables(const Environment& env) {
  Environment kept;
  for (const auto& [name, value] : env) {
    const bool steers_go = (name.starts_with("GO") && !name.starts_with("GOOGLE")) || name == "CGO_ENABLED";
    if (!steers_go) kept.emplace(name, value);
  }
  return kept;
}

bool speaks_to_c_compiler(std::string_view name) {
  constexpr std::string_view kExact[] = {"CC", "CXX", "FC", "AR", "CPATH", "C_INCLUDE_PATH", "LIBRARY_PATH"};
  return std::ranges::find(kExact, name) != std::end(kExact) || name.starts_with("CGO_") ||
         name.starts_with("PKG_CONFIG");
}

Places default_places() {
  const Machine machine = this_machine();
  if (auto cache = machine.variable("SCHEDLITMUS_CACHE"); !cache.empty()) return {cache};
  if (const auto cache = machine.variable("XDG_CACHE_HOME"); !cache.empty()) return {cache + "/schedlitmus"};
  if (const auto home = machine.variable("HOME"); !home.empty()) return {home + "/.cache/schedlitmus"};
  return {machine.temporary + "/schedlitmus-cache"};
}

}  // namespace schedlitmus::toolchain
