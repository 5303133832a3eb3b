// Markdown, read by a library: where the fenced blocks of a lesson stand, and
// its text as HTML. The only unit that knows the library.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.hpp"

namespace schedlitmus::lesson {

/// A fenced code block whose info string begins with "schedlitmus".
struct Fence {
  int first_line = 0, last_line = 0;  ///< of the whole block, with its fences; from 1
  std::string body;                   ///< begins in the line after first_line, at column 1
};

struct Markup {
  std::string title;  ///< of the first heading; empty: it has none
  std::vector<Fence> fences;
  /// What a lesson must not have: HTML and pictures of its own, a block that is not closed or
  /// stands in a list or a quotation.
  std::vector<Error> errors;
};

/// Reads Markdown with tables, as GitHub does. `file` stands in the errors only.
[[nodiscard]] Markup read_markup(std::string_view text, const std::string& file);

/// The text as HTML: HTML in it and links that are no links (javascript:) are left out. In place of
/// a fenced block, by its first line, stands what `in_place` has for it: trusted markup.
[[nodiscard]] std::string markup_to_html(std::string_view text, const std::map<int, std::string>& in_place = {});

}  // namespace schedlitmus::lesson
