// What schedlitmus reads of a go.mod.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "toolchain/version.hpp"

namespace schedlitmus::toolchain {

/// The argument of a go.mod line such as `module example.com/x` or `go 1.21`; empty: no such line.
[[nodiscard]] std::string directive_of(const std::string& go_mod, const std::string& keyword);

/// The folders that stand behind a => of its `replace` lines, as written.
[[nodiscard]] std::vector<std::string> replacing_folders(const std::string& go_mod);

/// Why a release cannot build a module with this go.mod; empty: it can try.
/// From `go 1.21` on the line is a least release, and Go before 1.21 knows no
/// `toolchain` line; an older `go` line is advice.
[[nodiscard]] std::string refused_by_go_mod(const std::string& go_mod, const Version& version);

}  // namespace schedlitmus::toolchain
