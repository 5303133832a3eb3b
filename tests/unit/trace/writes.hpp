// Where another writer's text can land in a trace.
#pragma once

#include <string_view>

namespace schedlitmus::trace {

/// The runtime writes each argument of print with a call of its own; between
/// two of them another writer's text can land.
inline bool is_between_writes(std::string_view text, std::size_t at) {
  if (at == 0 || at == text.size()) return true;
  const char before = text[at - 1];
  const char after = text[at];
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (before == '\n' || before == '=' || before == '(') return true;
  if (digit(before)) return !digit(after) && after != '/';
  if (digit(after) && (before == 'P' || before == 'M' || before == 'G')) return true;
  const auto left = text.substr(0, at);
  return left.ends_with("SCHED ") || left.ends_with("=nil") || left.ends_with("=true") || left.ends_with("=false");
}

}  // namespace schedlitmus::trace
