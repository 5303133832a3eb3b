// Text for HTML, Markdown and GitHub's workflow commands. What comes from
// programs, traces and files goes through clean_text() and one of these.
#pragma once

#include <string>
#include <string_view>

namespace schedlitmus::report {

/// & < > " ' as entities: for text and for attributes in double quotes.
[[nodiscard]] std::string escape_html(std::string_view text);

/// Every character that Markdown, GitHub's links, mentions and formulas could
/// take for theirs as an entity. For one line.
[[nodiscard]] std::string escape_markdown(std::string_view text);

/// The message of a workflow command: % and line ends.
[[nodiscard]] std::string escape_command(std::string_view text);
/// A property of one: , and : too.
[[nodiscard]] std::string escape_property(std::string_view text);

}  // namespace schedlitmus::report
