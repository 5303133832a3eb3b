// How the narrator counts and enumerates.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/numbers.hpp"

namespace schedlitmus::trace {

/// So many names are told one by one; of more, the rest is a number.
inline constexpr std::size_t kMostNames = 12;

inline std::string count(std::int64_t number, std::string_view singular, std::string_view plural = {}) {
  return count_of(static_cast<std::uint64_t>(std::max<std::int64_t>(number, 0)), singular, plural);
}

inline std::string verb(std::int64_t number, std::string_view singular, std::string_view plural) {
  return std::string(number == 1 ? singular : plural);
}

/// "a", "a and b", "a, b and c"
inline std::string enumerate(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

/// The first of them by name, of the others how many.
inline std::vector<std::string> shortened(const std::vector<std::string>& names) {
  if (names.size() <= kMostNames) return names;
  std::vector<std::string> first(names.begin(), names.begin() + kMostNames);
  first.push_back(format_count(names.size() - kMostNames) + " more");
  return first;
}

}  // namespace schedlitmus::trace
