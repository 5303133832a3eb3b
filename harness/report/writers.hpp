// The report in each of its forms. Pure functions: model in, text out.
#pragma once

#include <cstddef>
#include <string>

#include "report/model.hpp"

namespace schedlitmus::report {

struct TerminalStyle {
  bool colour = false;
  int width = 100;  ///< columns
};

/// The matrix, the numbers, every check that is not as expected in detail, and the totals.
[[nodiscard]] std::string to_terminal(const Report& report, TerminalStyle style);
[[nodiscard]] std::string to_json(const Report& report);
[[nodiscard]] std::string to_junit(const Report& report);
/// The most that GitHub shows of a job's summary, in bytes.
inline constexpr std::size_t kMostMarkdown = 1U << 20U;
inline constexpr std::size_t kLeastMarkdown = 1024;
/// For a job's summary and for pull requests, as GitHub reads Markdown: the answer, the matrix, folded details. At most
/// `limit` bytes (kLeastMarkdown or more): what does not fit is left out, with a word about it.
[[nodiscard]] std::string to_markdown(const Report& report, std::size_t limit = kMostMarkdown);
/// A workflow command of GitHub for each error and each check that is not as expected, at its line: "::error file=...".
[[nodiscard]] std::string to_annotations(const Report& report);
/// One self-contained page: no request, no script, everything escaped.
[[nodiscard]] std::string to_html(const Report& report);

}  // namespace schedlitmus::report
