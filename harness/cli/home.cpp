#include "cli/home.hpp"

#include <cstdlib>
#include <filesystem>

namespace schedlitmus::cli {

namespace fs = std::filesystem;

namespace {

bool is_home(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "expectations", ignored) && fs::is_directory(folder / "goprograms", ignored);
}

fs::path find_root() {
  if (const char* named = std::getenv("SCHEDLITMUS_HOME"); named != nullptr && *named != '\0') return named;
  std::error_code error;
  for (auto folder = fs::read_symlink("/proc/self/exe", error).parent_path(); !error && folder.has_relative_path();
       folder = folder.parent_path()) {
    if (is_home(folder)) return folder;
  }
  return fs::current_path(error);
}

}  // namespace

Home find_home() {
  const auto root = find_root();
  return {root.string(), (root / "expectations").string(), (root / "goprograms").string()};
}

std::string shown_path(const std::string& path) {
  std::error_code error;
  const auto relative = fs::relative(path, error);
  if (error || relative.empty() || *relative.begin() == "..") return path;
  return relative.string();
}

}  // namespace schedlitmus::cli
