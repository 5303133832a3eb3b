#include "record/printed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "expectation/program_output.hpp"

namespace schedlitmus::record {
namespace {

constexpr std::size_t kMostLines = 1000;
constexpr std::size_t kLongestKey = 40;
constexpr std::string_view kSpecial = R"(\^$.|?*+()[]{})";

bool is_of_key(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == ' ';
}

/// "winner" of "winner: main"; empty: it is no such line.
std::string_view key_of(std::string_view line) {
  const auto sign = line.find_first_of(":=");
  if (sign == std::string_view::npos || sign == 0 || sign > kLongestKey || sign + 1 == line.size()) return {};
  const auto key = line.substr(0, sign);
  const bool is_word = std::ranges::all_of(key, is_of_key) && key.front() != ' ' && key.back() != ' ';
  return is_word ? key : std::string_view();
}

void add(std::string_view line, Printed& printed) {
  if (const auto measure = expectation::measure_in(line)) {
    const bool can_be_named = !measure->name.empty() && measure->name.find_first_of(" \t\r") == std::string_view::npos;
    if (can_be_named) printed.measures.emplace(measure->name);
  } else if (const auto key = key_of(line); !key.empty()) {
    printed.keys.emplace(key);
  } else if (line.size() <= kLongestWord && line.find_first_not_of(" \t") != std::string_view::npos) {
    printed.lines.emplace(line);
  }
}

std::set<std::string> common(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::set<std::string> both;
  std::ranges::set_intersection(a, b, std::inserter(both, both.end()));
  return both;
}

std::string escaped(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (kSpecial.find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

}  // namespace

Printed printed_in(std::string_view output) {
  Printed printed;
  std::size_t seen = 0;
  const auto on_line = [&](std::string_view line) {
    if (seen++ < kMostLines) add(line, printed);
  };
  expectation::LineSplitter lines;
  lines.feed(output, on_line);
  lines.finish(on_line);
  return printed;
}

Printed common(const Printed& a, const Printed& b) {
  return {common(a.measures, b.measures), common(a.keys, b.keys), common(a.lines, b.lines)};
}

std::string pattern_of_line(std::string_view line) { return fmt::format("^{}$", escaped(line)); }

std::string pattern_of_key(std::string_view key) { return fmt::format("^{}[:=] *(.*)$", escaped(key)); }

}  // namespace schedlitmus::record
