#include <fmt/format.h>

#include <charconv>

#include "expectation/read_condition.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {

std::optional<Bound> read_bound(const json::Value& value, const std::string& name, Problems& problems) {
  if (value.type == json::Type::number) return value.number;
  const bool relative = value.type == json::Type::string && value.string.find("gomaxprocs") != std::string::npos;
  if (!relative) {
    problems.add(value.place, fmt::format("{} must be a number, not {}", name, name_of(value.type)),
                 value.type == json::Type::string
                     ? R"(only a number that grows with gomaxprocs is a text: "2*gomaxprocs + 1")"
                     : "");
    return std::nullopt;
  }
  const auto bound = parse_bound(value.string);
  if (!bound)
    problems.add(value.place,
                 fmt::format("{}: {} is no sum of numbers and multiples of gomaxprocs", name, quote(value.string)),
                 R"(write it as "gomaxprocs", "2*gomaxprocs + 1" or "gomaxprocs/2")");
  return bound;
}

std::optional<double> parse_percent(std::string_view text) {
  if (text.empty() || text.find_first_of("0123456789") != 0) return std::nullopt;  // from_chars takes "-1" and "inf"
  double percent = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), percent);
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  if (read.ec != std::errc() || (text != "%" && text != " %")) return std::nullopt;
  return percent / 100;
}

}  // namespace schedlitmus::expectation
