// A Go program that somebody else built: which release made it, and what it is.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "support/result.hpp"

namespace schedlitmus::toolchain {

struct ReadyBinary {
  std::string go;       ///< "go1.22.1", as its release names itself; empty: it does not say (before 1.13, or no Go)
  std::string made_of;  ///< digits over its content
};

/// An error: there is no such file, or it cannot be read or executed.
[[nodiscard]] Result<ReadyBinary> read_binary(const std::filesystem::path& path);

/// What runtime/debug's build information in an executable's bytes says of the release; empty: nothing.
[[nodiscard]] std::string go_release_in(std::string_view bytes);

}  // namespace schedlitmus::toolchain
