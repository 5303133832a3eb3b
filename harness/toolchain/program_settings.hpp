// What a program says of itself in program.json, beside its sources:
//
//   {"go": ">=1.9", "cpus": 3, "namespaces": true, "why": "needs sync.Map",
//    "build": {"tags": ["load"], "race": true, "cgo": true}}
//
// Everything is optional, and so is the file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "support/result.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::toolchain {

struct ProgramSettings {
  std::optional<Selector> go;  ///< the releases that it is for; nothing: all
  std::string go_text;         ///< as written
  int cpus = 0;                ///< it needs as many to show anything; 0: any number
  bool namespaces = false;     ///< it needs namespaces of its own: user, network and mount
  std::string why;             ///< it is for those releases or machines only
  std::vector<std::string> tags;
  bool race = false;
  std::optional<bool> cgo;  ///< nothing: whether one of its own sources imports "C"
};

/// Strict, as all JSON here. `file` stands in the error, "file:line:column";
/// of several the first.
[[nodiscard]] Result<ProgramSettings> parse_program_settings(const std::string& text, const std::string& file);

}  // namespace schedlitmus::toolchain
