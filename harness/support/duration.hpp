// The one duration type, and the one way to write durations for people.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "support/result.hpp"

namespace schedlitmus {

/// Trace times and the times in expectations: the runtime prints whole
/// milliseconds since the program's start, and nothing here is finer.
using Millis = std::chrono::milliseconds;

/// Reads "150ms", "2s", "1.5s", "10m", "1h". The unit is required, the value
/// non-negative and a whole number of milliseconds below one year.
[[nodiscard]] Result<Millis> parse_duration(std::string_view text);

/// The shortest exact form that parse_duration reads back: "150ms", "2s", "1.5s", "90s" is "1m30s".
[[nodiscard]] std::string format_duration(Millis value);

/// For progress lines: "45s", "2m 10s", "1h 5m"; rounded to whole seconds.
[[nodiscard]] std::string format_time_left(std::chrono::seconds value);

}  // namespace schedlitmus
