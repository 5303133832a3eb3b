// "did you mean": the right name nearest to a mistyped one.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace schedlitmus {

/// Insertions, deletions, replacements and swaps of neighbours between two names, case ignored.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The nearest of the names, the first of equals, up to a third of the letters
/// wrong; else the first that begins like the name or that the name begins like. Empty: none.
[[nodiscard]] std::string_view nearest_name(std::string_view name, std::span<const std::string_view> names);

/// "did you mean \"tolerance\"?"; where none is near, the names there are: "one of: at, by, from".
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string_view> names);

}  // namespace schedlitmus
