// Whole files, in and out.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "support/result.hpp"

namespace schedlitmus {

/// All of its bytes. What cannot be read, a folder too, is an error that says why.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

/// In place of what is there. Not in one step: who reads it meanwhile may see a part.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace schedlitmus
