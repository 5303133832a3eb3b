#include "toolchain/program.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <vector>

#include "support/files.hpp"
#include "toolchain/files.hpp"
#include "toolchain/module_file.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 256U << 20U;

/// Adds everything below `folder`, named as seen from `root`.
Result<void> read_tree(const fs::path& folder, const fs::path& root, std::map<std::string, std::string>& files,
                       std::size_t& bytes) {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const bool hidden = entry->path().filename().string().starts_with('.');
    if (hidden && entry->is_directory(error)) entry.disable_recursion_pending();
    if (hidden || !entry->is_regular_file(error)) continue;
    bytes += entry->file_size(error);
    if (bytes > kMostBytes) return fail("more than 256 MiB: not a program's folder", folder.string());
    auto text = read_file(entry->path());
    if (!text) return tl::unexpected(text.error());
    files.emplace(entry->path().lexically_relative(root).string(), std::move(*text));
  }
  if (error) return fail("cannot read the folder: " + error.message(), folder.string());
  return {};
}

/// The nearest folder with a go.mod, from this one up to the repository's; nothing: there is none.
fs::path module_folder_of(const fs::path& folder) {
  std::error_code error;
  for (fs::path at = folder; at.has_relative_path(); at = at.parent_path()) {
    if (fs::exists(at / "go.mod", error)) return at;
    if (fs::exists(at / ".git", error)) break;
  }
  return {};
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const auto relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

/// The folders outside of the module that its go.mod puts in a module's place.
Result<std::vector<fs::path>> folders_beside(const fs::path& module, const std::string& go_mod) {
  std::vector<fs::path> beside;
  for (const auto& written : replacing_folders(go_mod)) {
    if (written.starts_with('/')) {
      return fail("go.mod replaces a module by " + written + ": a build of it could not be kept",
                  (module / "go.mod").string(), "write it as a relative path");
    }
    const auto folder = (module / written).lexically_normal();
    if (!is_below(folder, module)) beside.push_back(folder);
  }
  return beside;
}

/// The nearest folder that has all of them below it.
fs::path root_of(fs::path root, const std::vector<fs::path>& beside) {
  while (!std::ranges::all_of(beside, [&root](const fs::path& folder) { return is_below(folder, root); })) {
    root = root.parent_path();
  }
  return root;
}

fs::path below(const fs::path& folder, const fs::path& root) {
  return folder == root ? fs::path() : folder.lexically_relative(root);
}

Result<ProgramSettings> settings_in(const fs::path& folder) {
  const fs::path file = folder / "program.json";
  std::error_code error;
  if (!fs::exists(file, error)) return ProgramSettings{};
  const auto text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  return parse_program_settings(*text, file.string());
}

bool any_imports_c(const std::map<std::string, std::string>& files) {
  return std::ranges::any_of(files, [](const auto& file) {
    return file.first.ends_with(".go") && !file.first.ends_with("_test.go") && imports_c(file.second);
  });
}

Result<void> read_files(Program& program, const fs::path& folder, const fs::path& module) {
  std::string go_mod;
  if (program.has_go_mod) {
    auto text = read_file(module / "go.mod");
    if (!text) return tl::unexpected(text.error());
    go_mod = std::move(*text);
  }
  const auto beside = folders_beside(module, go_mod);
  if (!beside) return tl::unexpected(beside.error());
  const fs::path root = root_of(module, *beside);
  std::size_t bytes = 0;
  if (auto read = read_tree(module, root, program.files, bytes); !read) return read;
  for (const auto& other : *beside) {
    if (auto read = read_tree(other, root, program.files, bytes); !read) return read;
  }
  program.module = below(module, root);
  program.package = below(folder, module);
  program.module_path = directive_of(go_mod, "module");
  program.go_line = directive_of(go_mod, "go");
  return {};
}

}  // namespace

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

Result<ProgramSupport> ProgramSupport::read(const fs::path& folder) {
  std::error_code error;
  const fs::path path = fs::weakly_canonical(folder, error);
  auto settings = settings_in(path);
  if (!settings) return tl::unexpected(settings.error());
  ProgramSupport support;
  support.settings_ = std::move(*settings);
  if (const auto module = module_folder_of(path); !module.empty()) {
    support.go_mod_ = read_file(module / "go.mod").value_or("");
  }
  return support;
}

std::string ProgramSupport::why_not(const Version& version) const {
  if (settings_.go && !settings_.go->matches(version)) {
    return "the program is for Go " + settings_.go_text + " only" + (settings_.why.empty() ? "" : ": " + settings_.why);
  }
  return refused_by_go_mod(go_mod_, version);
}

std::string ProgramSupport::why_not_with(int cpus) const {
  if (cpus >= settings_.cpus) return "";
  return "the program is for " + std::to_string(settings_.cpus) + " CPUs or more, and here are " +
         std::to_string(cpus) + (settings_.why.empty() ? "" : ": " + settings_.why);
}

std::string ProgramSupport::why_not_without_namespaces(const std::string& reason) const {
  if (!settings_.namespaces || reason.empty()) return "";
  return "the program needs namespaces of its own (" + reason + ")" +
         (settings_.why.empty() ? "" : ": " + settings_.why);
}

Result<Program> Program::read(const fs::path& folder) {
  std::error_code error;
  const fs::path path = fs::canonical(folder, error);
  if (error || !fs::is_directory(path, error)) return fail("no such program folder", folder.string());
  const fs::directory_iterator entries(path, error);
  const bool has_source =
      std::any_of(begin(entries), end(entries), [](const auto& entry) { return entry.path().extension() == ".go"; });
  if (!has_source) return fail("no Go source in it", folder.string());

  Program program;
  program.name = path.filename().string();
  auto settings = settings_in(path);
  if (!settings) return tl::unexpected(settings.error());
  program.settings = std::move(*settings);
  const fs::path module = module_folder_of(path);
  program.has_go_mod = !module.empty();
  program.has_go_work = program.has_go_mod && fs::exists(module / "go.work", error);
  if (auto read = read_files(program, path, program.has_go_mod ? module : path); !read) {
    return tl::unexpected(read.error());
  }
  program.uses_cgo = program.settings.cgo.value_or(program.settings.race || any_imports_c(program.files));
  return program;
}

Result<void> Program::write_to(const fs::path& folder, bool module_only) const {
  const std::string way = module_only && !module.empty() ? module.string() + "/" : "";
  for (const auto& [relative, text] : files) {
    if (!relative.starts_with(way)) continue;
    const fs::path path = folder / relative.substr(way.size());
    if (auto made = make_folder(path.parent_path()); !made) return made;
    if (auto written = write_file(path, text); !written) return written;
  }
  return {};
}

}  // namespace schedlitmus::toolchain
