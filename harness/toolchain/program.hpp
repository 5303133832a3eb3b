// A Go program's folder, read once, so that what is hashed is what is built.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "support/result.hpp"
#include "toolchain/program_settings.hpp"

namespace schedlitmus::toolchain {

/// Which releases and machines a program is for, by its program.json and its go.mod.
class ProgramSupport {
 public:
  /// Reads those two files only. An error: a program.json that is malformed.
  [[nodiscard]] static Result<ProgramSupport> read(const std::filesystem::path& folder);
  /// For a person to read; empty: the release can try.
  [[nodiscard]] std::string why_not(const Version& version) const;
  /// The same of a machine with so many CPUs for its runs.
  [[nodiscard]] std::string why_not_with(int cpus) const;
  [[nodiscard]] bool needs_namespaces() const { return settings_.namespaces; }
  /// The same of a machine that gives it none, for that reason; empty: it does.
  [[nodiscard]] std::string why_not_without_namespaces(const std::string& reason) const;

 private:
  ProgramSettings settings_;
  std::string go_mod_;
};

struct Program {
  std::string name;                          ///< the folder's
  std::map<std::string, std::string> files;  ///< path below the tree's root -> content
  std::filesystem::path module;              ///< folder of the module below the root; empty: the root
  std::filesystem::path package;             ///< the program's folder below the module's; empty: the same
  bool has_go_mod = false;
  bool has_go_work = false;  ///< beside the go.mod
  std::string module_path;   ///< of its go.mod
  std::string go_line;       ///< "1.21" of its go.mod; empty: it has none
  bool uses_cgo = false;     ///< a source imports "C", or program.json says so
  ProgramSettings settings;

  /// Everything below the folder but hidden files and folders. Where a folder
  /// above it has the go.mod, up to the repository's own folder, everything
  /// below that; and the folders that the go.mod puts in a module's place. An
  /// error: no such folder, no Go source in it, more than 256 MiB, a
  /// program.json that is malformed.
  [[nodiscard]] static Result<Program> read(const std::filesystem::path& folder);
  /// Its files, in a folder that exists; with `module_only` those of its module, without the way there.
  [[nodiscard]] Result<void> write_to(const std::filesystem::path& folder, bool module_only) const;
};

/// Whether a Go source imports "C", by itself or in a group.
[[nodiscard]] bool imports_c(const std::string& source);

}  // namespace schedlitmus::toolchain
