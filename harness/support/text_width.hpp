// Text as a terminal shows it: columns, not bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace schedlitmus {

/// Columns that UTF-8 text takes: 2 for East Asian wide characters and emoji,
/// 0 for combining marks, control characters and ANSI escape sequences, 1 for
/// each byte that is not valid UTF-8.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The text, cut with "…" so that it takes at most `width` columns. Escape
/// sequences are kept, also those after the cut, so that colours end.
[[nodiscard]] std::string truncate_to_width(std::string_view text, std::size_t width);

/// Lines of at most `width` columns (at least 1), broken at blanks and at line
/// ends; a longer word is broken where it must be. At least one line, maybe empty.
[[nodiscard]] std::vector<std::string> wrap_to_width(std::string_view text, std::size_t width);

/// The same as one text, each line with its end; all but the first begin with
/// `indent` blanks, for which there is room.
[[nodiscard]] std::string wrap_hanging(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace schedlitmus
