#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "changes/words.hpp"
#include "compare/table.hpp"
#include "report/format.hpp"
#include "support/numbers.hpp"
#include "support/table.hpp"
#include "support/text_width.hpp"

namespace schedlitmus::changes {

namespace {

constexpr std::size_t kMostColumns = 6;
constexpr std::size_t kIndent = 2;

std::string wrapped(const std::string& text, const report::TerminalStyle& style) {
  return wrap_hanging(text, static_cast<std::size_t>(style.width), kIndent);
}

std::string answer_text(const Compared& compared, const report::TerminalStyle& style) {
  std::string text;
  if (compared.interrupted) text = "interrupted; the same command with --resume goes on. Until then:\n";
  for (const auto& line : answer_lines(compared))
    text += wrapped(coloured(line.text, Colour::bold, style.colour), style);
  return text + wrapped(describe_rest(compared), style);
}

std::string table_text(const Compared& compared, std::size_t index, const report::TerminalStyle& style) {
  const auto& line = compared.lines[index];
  const auto table = compare::table_of(line, index, compared.comparison.changes);
  if (table.rows.empty()) return {};
  const auto columns = std::min(table.columns.size(), kMostColumns);
  std::vector<Column> titles{{compared.axis}, {"runs", Align::right}};
  for (std::size_t i = 0; i < columns; ++i)
    titles.push_back({report::clean_text(describe(table.columns[i])), Align::left, Overflow::wrap});
  std::vector<std::vector<std::string>> texts;
  for (std::size_t i = 0; i < columns; ++i) texts.push_back(describe_column(compared, index, table, i));
  Table rows(titles);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto& row = table.rows[i];
    std::vector<Cell> cells{compare::describe_range(line, row.first, row.last), std::to_string(row.runs)};
    for (const auto& column : texts) cells.emplace_back(column[i]);
    rows.row(std::move(cells));
  }
  auto text =
      rows.to_string({.colour = style.colour, .width = static_cast<std::size_t>(style.width), .indent = kIndent});
  if (columns < table.columns.size()) {
    text += fmt::format("  {} more columns are in the evidence below\n", table.columns.size() - columns);
  }
  return "\n" + (line.label.empty() ? "" : line.label + "\n") + text;
}

}  // namespace

std::string to_terminal(const Compared& compared, const report::TerminalStyle& style) {
  auto text = answer_text(compared, style);
  for (std::size_t i = 0; i < compared.lines.size(); ++i) text += table_text(compared, i, style);
  text += evidence_text(compared, style);
  text += "\n";
  for (const auto& [label, fact, verbatim] : context_facts(compared)) text += fmt::format("{:<10}{}\n", label, fact);
  return text;
}

}  // namespace schedlitmus::changes
