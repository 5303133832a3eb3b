// A Go program's folder, read once, so that what is hashed is what is built.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "support/result.hpp"

namespace schedlitmus::toolchain {

struct Program {
  std::string name;                          ///< the folder's
  std::map<std::string, std::string> files;  ///< relative path -> content
  bool has_go_mod = false;
  std::string module_path;  ///< of its go.mod
  std::string go_line;      ///< "1.21" of its go.mod; empty: it has none
  bool uses_cgo = false;    ///< a source imports "C"

  /// Everything below the folder but hidden files and folders. An error: no
  /// such folder, no Go source in it, or more than 64 MiB.
  [[nodiscard]] static Result<Program> read(const std::filesystem::path& folder);
  /// Its files, in a folder that exists.
  [[nodiscard]] Result<void> write_to(const std::filesystem::path& folder) const;
};

/// The argument of a go.mod line such as `module example.com/x` or `go 1.21`; empty: no such line.
[[nodiscard]] std::string directive_of(const std::string& go_mod, const std::string& keyword);
/// Whether a Go source imports "C", by itself or in a group.
[[nodiscard]] bool imports_c(const std::string& source);

}  // namespace schedlitmus::toolchain
