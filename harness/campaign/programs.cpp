#include "campaign/programs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "support/nearest.hpp"

namespace schedlitmus::campaign {

namespace fs = std::filesystem;

namespace {

bool has_go_files(const fs::path& folder) {
  std::error_code ignored;
  const fs::directory_iterator entries(folder, ignored);
  return std::any_of(begin(entries), end(entries), [](const auto& entry) { return entry.path().extension() == ".go"; });
}

std::vector<std::string> names_below(const std::string& programs) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(programs, ignored)) {
    if (has_go_files(entry.path())) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

Result<std::string> find_package(const expectation::Expectation& expectation, const std::string& written) {
  const auto folder = fs::path(expectation.file).parent_path() / written;
  std::error_code error;
  const auto absolute = fs::weakly_canonical(folder, error);
  if (!error && fs::is_directory(absolute, error) && has_go_files(absolute)) return absolute.string();
  const bool in_a_file = !expectation.file.empty();  // else it was named on the command line
  return fail(fmt::format("no Go program in \"{}\"", folder.string()),
              in_a_file ? to_string(expectation.program_position) : std::string(),
              in_a_file ? "the path is relative to the expectation's file and names a folder with .go files"
                        : "a path names a folder with .go files");
}

Result<std::string> find_program(const expectation::Expectation& expectation, const std::string& programs) {
  const auto& name = expectation.scenario.program;
  if (name.starts_with('.') || name.starts_with('/')) return find_package(expectation, name);
  std::error_code error;
  const auto absolute = fs::weakly_canonical(fs::path(programs) / name, error);
  if (!error && fs::is_directory(absolute, error) && has_go_files(absolute)) return absolute.string();
  const auto where = expectation.file.empty() ? std::string() : to_string(expectation.program_position);
  const auto names = names_below(programs);
  const std::vector<std::string_view> views(names.begin(), names.end());
  return fail(fmt::format("unknown program \"{}\"", name), where,
              fmt::format("{} (the programs are the folders of {})", did_you_mean(name, views), programs));
}

}  // namespace schedlitmus::campaign
