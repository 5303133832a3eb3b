// Amounts of bytes in files and options.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "support/result.hpp"

namespace schedlitmus {

/// Reads "512MiB", "1GB", "64kB", "100B": a whole number and a unit, which is
/// required; kB, MB and GB are powers of 1000, KiB, MiB and GiB of 1024. At
/// least one byte, at most 1 PiB.
[[nodiscard]] Result<std::uint64_t> parse_size(std::string_view text);

/// The form with the largest unit of 1024 (or of 1000) that is exact: "1GiB", "500MB", "17B".
[[nodiscard]] std::string format_size(std::uint64_t bytes);

}  // namespace schedlitmus
