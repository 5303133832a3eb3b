#include "support/duration.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>

namespace schedlitmus {
namespace {

constexpr std::int64_t kMsPerSecond = 1000;
constexpr std::int64_t kMsPerMinute = 60 * kMsPerSecond;
constexpr std::int64_t kMsPerHour = 60 * kMsPerMinute;
constexpr std::int64_t kMsPerYear = 365L * 24 * kMsPerHour;

struct Unit {
  std::string_view name;
  std::int64_t ms;
};
constexpr std::array<Unit, 4> kUnits{{{"h", kMsPerHour}, {"m", kMsPerMinute}, {"s", kMsPerSecond}, {"ms", 1}}};

/// The longest fraction of a unit that is whole milliseconds: 1h is 2^7 * 3^2 * 5^5 ms.
constexpr std::size_t kMostFractionDigits = 7;

constexpr std::string_view kExamples = R"(write it like "150ms", "2s", "1.5s", "10m" or "1h")";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "1.5s" of "1m1.5s": digits, maybe a fraction, a unit.
struct Part {
  std::string_view whole;
  std::string_view fraction;
  std::string_view unit;
};

std::string_view take(std::string_view& text, bool (*wanted)(char)) {
  std::size_t n = 0;
  while (n < text.size() && wanted(text[n])) ++n;
  const auto taken = text.substr(0, n);
  text.remove_prefix(n);
  return taken;
}

Part take_part(std::string_view& text) {
  Part part;
  part.whole = take(text, is_digit);
  if (!part.whole.empty() && text.size() > 1 && text[0] == '.' && is_digit(text[1])) {
    text.remove_prefix(1);
    part.fraction = take(text, is_digit);
  }
  part.unit = take(text, [](char c) { return !is_digit(c) && c != '.' && c != ' ' && c != '-'; });
  return part;
}

std::string quoted(std::string_view text) { return fmt::format("\"{}\"", text); }

tl::unexpected<Error> bad(std::string_view text, std::string_view what, std::string hint = std::string(kExamples)) {
  return fail(fmt::format("{} {}", quoted(text), what), {}, std::move(hint));
}

tl::unexpected<Error> too_long(std::string_view text) {
  return bad(text, "is not below one year", "a run that long cannot be meant");
}

/// The part in milliseconds; integers all the way, so that "0.1s" is exact.
Result<std::int64_t> part_ms(std::string_view text, const Part& part, std::int64_t unit_ms) {
  std::int64_t value = 0;
  for (const char c : part.whole) {
    value = value * 10 + (c - '0');
    if (value * unit_ms >= kMsPerYear) return too_long(text);
  }
  const auto digits = part.fraction.substr(0, part.fraction.find_last_not_of('0') + 1);
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  for (const char c : digits.substr(0, kMostFractionDigits)) {
    numerator = numerator * 10 + (c - '0');
    denominator *= 10;
  }
  if (digits.size() > kMostFractionDigits || numerator * unit_ms % denominator != 0)
    return bad(text, "is finer than a millisecond", "the trace's clock has whole milliseconds");
  return value * unit_ms + numerator * unit_ms / denominator;
}

Result<std::int64_t> unit_of(std::string_view text, const Part& part) {
  if (part.unit.empty() && text == part.whole)
    return bad(text, "has no unit", fmt::format(R"(write "{0}ms" or "{0}s")", text));
  for (const Unit& unit : kUnits)
    if (unit.name == part.unit) return unit.ms;
  if (part.unit.empty()) return bad(text, "is not a duration");
  return bad(text, fmt::format("has the unknown unit {}", quoted(part.unit)), "the units are ms, s, m and h");
}

}  // namespace

Result<Millis> parse_duration(std::string_view text) {
  if (text.empty()) return fail("an empty duration", {}, std::string(kExamples));
  if (text.front() == '-') return bad(text, "is negative");
  std::int64_t total = 0;
  std::int64_t smallest_unit = kMsPerYear;
  std::string_view rest = text;
  while (!rest.empty()) {
    const Part part = take_part(rest);
    if (part.whole.empty()) return bad(text, "is not a duration");
    const auto unit_ms = unit_of(text, part);
    if (!unit_ms) return tl::unexpected(unit_ms.error());
    if (*unit_ms >= smallest_unit) return bad(text, "does not go from large units to small ones");
    smallest_unit = *unit_ms;
    const auto ms = part_ms(text, part, *unit_ms);
    if (!ms) return tl::unexpected(ms.error());
    total += *ms;
    if (total >= kMsPerYear) return too_long(text);
    if (!part.fraction.empty() && !rest.empty()) return bad(text, "has a fraction before its last unit");
  }
  return Millis{total};
}

std::string format_duration(Millis value) {
  std::int64_t ms = value.count();
  if (ms < 0) return "-" + format_duration(-value);
  if (ms == 0) return "0s";
  if (ms < kMsPerSecond) return fmt::format("{}ms", ms);
  std::string text;
  if (ms >= kMsPerHour) text += fmt::format("{}h", ms / kMsPerHour);
  ms %= kMsPerHour;
  if (ms >= kMsPerMinute) text += fmt::format("{}m", ms / kMsPerMinute);
  ms %= kMsPerMinute;
  if (ms == 0) return text;
  std::string seconds = fmt::format("{}.{:03}", ms / kMsPerSecond, ms % kMsPerSecond);
  seconds.erase(seconds.find_last_not_of('0') + 1);
  if (seconds.back() == '.') seconds.pop_back();
  return text + seconds + "s";
}

std::string format_time_left(std::chrono::seconds value) {
  const std::int64_t s = std::max<std::int64_t>(value.count(), 0);
  if (s < 60) return fmt::format("{}s", s);
  if (s < 3600) return fmt::format("{}m {}s", s / 60, s % 60);
  return fmt::format("{}h {}m", s / 3600, s % 3600 / 60);
}

}  // namespace schedlitmus
