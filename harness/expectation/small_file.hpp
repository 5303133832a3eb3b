// Files that are a page of text. Internal to the loader.
#pragma once

#include <filesystem>
#include <string>

#include "support/result.hpp"

namespace schedlitmus::expectation {

/// The name of the files with the values that a folder's expectations have in common.
inline constexpr const char* kDefaultsName = "defaults.json";

/// The path without "." and "..", as far as it exists without symbolic links.
[[nodiscard]] std::filesystem::path real_path(const std::filesystem::path& path);

/// Its bytes; a file that is empty, or larger than 1 MiB, is an error.
[[nodiscard]] Result<std::string> read_small_file(const std::string& file);

}  // namespace schedlitmus::expectation
