// What programs print on stdout, as far as an expectation can ask for it.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace schedlitmus::record {

/// Texts that are longer, in bytes, are not asked for.
inline constexpr std::size_t kLongestWord = 80;

/// Of one run, or what several have in common.
struct Printed {
  std::set<std::string> measures;  ///< names of "measure: name=value"
  std::set<std::string> keys;      ///< "winner" of lines such as "winner: main" or "winner=main"
  std::set<std::string> lines;     ///< whole lines of another kind, neither long nor blank
};

/// Looks at the first thousand lines.
[[nodiscard]] Printed printed_in(std::string_view output);

/// What both have.
[[nodiscard]] Printed common(const Printed& a, const Printed& b);

/// A regular expression that matches this line and no other.
[[nodiscard]] std::string pattern_of_line(std::string_view line);
/// One whose group is what stands behind the key.
[[nodiscard]] std::string pattern_of_key(std::string_view key);

}  // namespace schedlitmus::record
