#include "toolchain/identity.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

#include "support/files.hpp"
#include "support/hash.hpp"
#include "toolchain/files.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

/// Go in a folder before leaves the name of the place where it builds in what it builds.
constexpr int kFirstThatRepeatsItself = 13;

/// What a go command compiles or reads of itself.
constexpr std::string_view kSources[] = {".go",  ".s",   ".S",    ".c",    ".cc",      ".cpp", ".cxx",
                                         ".m",   ".h",   ".hh",   ".hpp",  ".hxx",     ".f",   ".F",
                                         ".for", ".f90", ".syso", ".swig", ".swigcxx", ".pgo"};
constexpr std::string_view kNamed[] = {"go.mod", "go.sum", "go.work", "go.work.sum", "modules.txt", "program.json"};

bool is_source(const fs::path& file) {
  if (file.filename().string().ends_with("_test.go")) return false;
  return std::ranges::find(kSources, file.extension().string()) != std::end(kSources) ||
         std::ranges::find(kNamed, file.filename().string()) != std::end(kNamed);
}

/// Whether any file may become part of it: Go embeds what a source names, C includes it.
bool may_take_any_file(const Program& program) {
  return program.uses_cgo || std::ranges::any_of(program.files, [](const auto& file) {
           return file.first.ends_with(".go") && file.second.find("//go:embed") != std::string::npos;
         });
}

/// Names, sizes and times of the files of a Go: they change when it is built again.
void add_tree(const fs::path& folder, Hash& hash) {
  std::set<std::string> lines;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    struct stat status{};
    if (::stat(entry->path().c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    lines.insert(entry->path().string() + " " + std::to_string(status.st_size) + " " +
                 std::to_string(status.st_mtim.tv_sec) + "." + std::to_string(status.st_mtim.tv_nsec));
  }
  for (const auto& line : lines) hash.add(line);
}

}  // namespace

std::string program_identity(const Program& program) {
  Hash hash;
  hash.add(program.module.string());
  hash.add(program.package.string());
  hash.add(program.name);
  const bool any_file = may_take_any_file(program);
  for (const auto& [name, text] : program.files) {
    if (!any_file && !is_source(name)) continue;
    hash.add(name);
    hash.add(text);
  }
  return hash.digits();
}

Result<std::string> tools_identity(const Release& release, const Program& program, const Environment& env,
                                   const fs::path& executable) {
  Hash hash;
  bool any = false;
  for (const auto& [name, value] : env) {
    if (!program.uses_cgo || !speaks_to_c_compiler(name)) continue;
    hash.add(name);
    hash.add(value);
    any = true;
  }
  if (!release.version.folder.empty()) {
    any = true;
    if (release.version.minor < kFirstThatRepeatsItself) {
      for (const char* part : {"bin", "pkg", "src"}) add_tree(fs::path(release.goroot) / part, hash);
    } else {
      const auto bytes = read_file(executable);
      if (!bytes) return tl::unexpected(bytes.error());
      hash.add(*bytes);
    }
  }
  return any ? hash.digits() : std::string();
}

}  // namespace schedlitmus::toolchain
