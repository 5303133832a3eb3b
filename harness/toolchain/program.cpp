#include "toolchain/program.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>

#include "toolchain/files.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 64U << 20U;

Result<std::map<std::string, std::string>> read_tree(const fs::path& folder) {
  std::map<std::string, std::string> files;
  std::size_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const bool hidden = entry->path().filename().string().starts_with('.');
    if (hidden && entry->is_directory(error)) entry.disable_recursion_pending();
    if (hidden || !entry->is_regular_file(error)) continue;
    auto text = read_file(entry->path());
    if (!text) return tl::unexpected(text.error());
    bytes += text->size();
    if (bytes > kMostBytes) return fail("more than 64 MiB: not a program's folder", folder.string());
    files.emplace(entry->path().lexically_relative(folder).string(), std::move(*text));
  }
  if (error) return fail("cannot read the folder: " + error.message(), folder.string());
  return files;
}

}  // namespace

std::string directive_of(const std::string& go_mod, const std::string& keyword) {
  std::istringstream lines(go_mod);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string first;
    std::string second;
    if (!(words >> first >> second) || first != keyword) continue;
    std::erase_if(second, [](char c) { return c == '"' || c == '`'; });
    return second;
  }
  return {};
}

bool imports_c(const std::string& source) {
  const auto skip = [](std::string_view& text, std::string_view word) {
    if (text.starts_with(word)) text.remove_prefix(word.size());
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r("), text.size()));
  };
  std::istringstream lines(source);
  for (std::string line; std::getline(lines, line);) {
    std::string_view rest = line;
    skip(rest, "");
    skip(rest, "import");
    if (!rest.starts_with("\"C\"")) continue;
    skip(rest, "\"C\"");
    if (rest.empty() || rest.front() == ';' || rest.front() == ')' || rest.starts_with("//")) return true;
  }
  return false;
}

Result<Program> Program::read(const fs::path& folder) {
  std::error_code error;
  const fs::path path = fs::canonical(folder, error);
  if (error || !fs::is_directory(path, error)) return fail("no such program folder", folder.string());
  auto files = read_tree(path);
  if (!files) return tl::unexpected(files.error());
  Program program;
  program.name = path.filename().string();
  program.files = std::move(*files);
  const bool has_source = std::ranges::any_of(program.files, [](const auto& file) {
    return file.first.ends_with(".go") && file.first.find('/') == std::string::npos;
  });
  if (!has_source) return fail("no Go source in it", folder.string());
  if (const auto go_mod = program.files.find("go.mod"); go_mod != program.files.end()) {
    program.has_go_mod = true;
    program.module_path = directive_of(go_mod->second, "module");
    program.go_line = directive_of(go_mod->second, "go");
  }
  program.uses_cgo = std::ranges::any_of(
      program.files, [](const auto& file) { return file.first.ends_with(".go") && imports_c(file.second); });
  return program;
}

Result<void> Program::write_to(const fs::path& folder) const {
  for (const auto& [relative, text] : files) {
    const fs::path path = folder / relative;
    if (auto made = make_folder(path.parent_path()); !made) return made;
    if (auto written = write_file(path, text); !written) return written;
  }
  return {};
}

}  // namespace schedlitmus::toolchain
