// The one place that writes numbers for people, and reads those that programs print.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace schedlitmus {

/// The shortest text that reads back to the same number: "8", "0.5", "-1"; never an exponent below 1e15.
[[nodiscard]] std::string format_number(double value);

/// With thousands apart: "950", "12,345".
[[nodiscard]] std::string format_count(std::uint64_t value);

/// A share in [0, 1] as "12 %"; one decimal below 10 %. "0 %" and "100 %" only where that is exact.
[[nodiscard]] std::string format_percent(double share);

/// "1 run", "3 runs", "12,345 runs".
[[nodiscard]] std::string count_of(std::uint64_t count, std::string_view singular, std::string_view plural = {});

/// Of storage, for people, in decimal units: "243 MB", "6.5 GB", "12 kB".
[[nodiscard]] std::string format_bytes(std::uint64_t bytes);

/// The whole text as a number in C's notation: "8", "-0.5", "1e6". Nothing for another text, an infinite number, NaN.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

}  // namespace schedlitmus
