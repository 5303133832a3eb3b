#include "support/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace schedlitmus {
namespace {

/// Whole numbers up to here are exact in a double and readable without an exponent.
constexpr double kMostWhole = 1e15;

}  // namespace

std::string format_number(double value) {
  if (value == std::floor(value) && std::abs(value) < kMostWhole)
    return fmt::format("{}", static_cast<std::int64_t>(value));
  return fmt::format("{}", value);
}

std::string format_count(std::uint64_t value) {
  std::string digits = fmt::format("{}", value);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string format_percent(double share) {
  const double percent = share * 100;
  if (percent <= 0) return "0 %";
  if (percent >= 100) return "100 %";
  if (percent < 0.1) return "<0.1 %";
  if (percent > 99.9) return ">99.9 %";
  // Round away from the ends: 99.96 % of the runs are not all of them.
  if (percent < 9.95 || percent >= 99.5) {
    const double tenths = std::round(percent * 10) / 10;
    return fmt::format("{} %", format_number(std::clamp(tenths, 0.1, 99.9)));
  }
  return fmt::format("{:.0f} %", percent);
}

std::string count_of(std::uint64_t count, std::string_view singular, std::string_view plural) {
  const std::string number = format_count(count);
  if (count == 1) return fmt::format("{} {}", number, singular);
  return plural.empty() ? fmt::format("{} {}s", number, singular) : fmt::format("{} {}", number, plural);
}

std::string format_bytes(std::uint64_t bytes) {
  constexpr double kStep = 1000;
  const auto value = static_cast<double>(bytes);
  if (value < kStep) return fmt::format("{} B", bytes);
  if (value < kStep * kStep) return fmt::format("{:.0f} kB", value / kStep);
  if (value < kStep * kStep * kStep) return fmt::format("{:.0f} MB", value / kStep / kStep);
  return fmt::format("{:.1f} GB", value / kStep / kStep / kStep);
}

std::optional<double> parse_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

}  // namespace schedlitmus
