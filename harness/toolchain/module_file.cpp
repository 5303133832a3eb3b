#include "toolchain/module_file.hpp"

#include <algorithm>
#include <sstream>

namespace schedlitmus::toolchain {
namespace {

constexpr int kFirstWithModules = 11;
constexpr int kFirstWithLeastRelease = 21;

std::string unquoted(std::string word) {
  std::erase_if(word, [](char c) { return c == '"' || c == '`'; });
  return word;
}

}  // namespace

std::string directive_of(const std::string& go_mod, const std::string& keyword) {
  std::istringstream lines(go_mod);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string first;
    std::string second;
    if ((words >> first >> second) && first == keyword) return unquoted(second);
  }
  return {};
}

std::vector<std::string> replacing_folders(const std::string& go_mod) {
  std::vector<std::string> folders;
  std::istringstream lines(go_mod);
  for (std::string line; std::getline(lines, line);) {
    line = line.substr(0, line.find("//"));
    const auto arrow = line.find("=>");
    if (arrow == std::string::npos) continue;
    std::istringstream words(line.substr(arrow + 2));
    std::string target;
    words >> target;
    target = unquoted(target);
    if (target.starts_with("./") || target.starts_with("../") || target.starts_with('/')) folders.push_back(target);
  }
  return folders;
}

std::string refused_by_go_mod(const std::string& go_mod, const Version& version) {
  const auto line = directive_of(go_mod, "go");
  if (const auto least = Version::parse(line); least && least->minor >= kFirstWithLeastRelease) {
    const bool whole_minor = least->is_full() && std::ranges::count(line, '.') == 1;
    if (whole_minor ? version.minor < least->minor : version < *least) {
      return "its go.mod asks for Go " + line + " or newer";
    }
  }
  if (version.minor >= kFirstWithModules && version.minor < kFirstWithLeastRelease &&
      !directive_of(go_mod, "toolchain").empty()) {
    return "its go.mod has a toolchain line, which only Go 1.21 and newer read";
  }
  return {};
}

}  // namespace schedlitmus::toolchain
