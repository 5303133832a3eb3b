// A recorded trace from a file or from standard input.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "support/result.hpp"

namespace schedlitmus::cli {

/// Reads a file, or standard input for "-", in chunks to its end.
[[nodiscard]] Result<void> read_trace(const std::string& path, const std::function<void(std::string_view)>& take);

}  // namespace schedlitmus::cli
