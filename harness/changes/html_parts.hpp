// The parts of a comparison's page. Each writes its own section and knows no other.
#pragma once

#include <string>

#include "changes/model.hpp"
#include "report/html_page.hpp"

namespace schedlitmus::changes {

/// Its anchor, which holds no name from outside: "c3".
[[nodiscard]] std::string anchor_of_change(std::size_t change);

/// What changes, places that behave alike as one row; nothing for a line without a change.
void write_table(report::Html& html, const Compared& compared, std::size_t line);
/// One change: both sides' values beside each other, how sure it is, each run.
void write_change(report::Html& html, const Compared& compared, std::size_t change);
/// All that was compared on the line, at all places, and, before the first, the controls of its filter.
void write_overview(report::Html& html, const Compared& compared, std::size_t line);

}  // namespace schedlitmus::changes
