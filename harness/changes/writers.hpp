// The reports of a comparison, from one model.
#pragma once

#include <string>

#include "changes/model.hpp"
#include "report/writers.hpp"

namespace schedlitmus::changes {

/// The answer first, then a table, then the evidence of each change.
[[nodiscard]] std::string to_terminal(const Compared& compared, const report::TerminalStyle& style);
[[nodiscard]] std::string to_json(const Compared& compared);
/// One page that asks nobody for anything: the answer, the tables, each change with the values of both sides,
/// and all that was compared at all places. Every number on it is in the JSON.
[[nodiscard]] std::string to_html(const Compared& compared);
/// For a CI summary or a pull request; parts beyond `limit` bytes are left out and counted.
[[nodiscard]] std::string to_markdown(const Compared& compared, std::size_t limit = report::kMostMarkdown);

}  // namespace schedlitmus::changes
