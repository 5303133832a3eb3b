#include "report/terminal_matrix.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"
#include "support/table.hpp"
#include "support/text_width.hpp"

namespace schedlitmus::report {
namespace {

using TextCell = schedlitmus::Cell;

constexpr std::size_t kIndent = 2;
constexpr std::size_t kGap = 2;
constexpr int kNarrowest = 20;  ///< columns

std::size_t width_of(const TerminalStyle& style) { return static_cast<std::size_t>(std::max(style.width, kNarrowest)); }

/// The footnotes of a group, each text once, numbered in the order of use.
class Footnotes {
 public:
  std::string mark(const std::string& written) {
    const auto text = without_backticks(written);
    const auto found = std::find(texts_.begin(), texts_.end(), text);
    const auto at = static_cast<std::size_t>(found - texts_.begin());
    if (found == texts_.end()) texts_.push_back(text);
    return superscript(at + 1);
  }
  [[nodiscard]] std::string to_string(const TerminalStyle& style) const {
    std::string out;
    for (std::size_t i = 0; i < texts_.size(); ++i)
      out += wrapped(fmt::format("  {} ", superscript(i + 1)), texts_[i], style);
    return out;
  }

 private:
  std::vector<std::string> texts_;
};

Colour colour_of(Judgement judgement) {
  switch (judgement) {
    case Judgement::ok:
      return Colour::green;
    case Judgement::failed:
      return Colour::red;
    case Judgement::inconclusive:
      return Colour::yellow;
    case Judgement::skipped:
      return Colour::dim;
  }
  return Colour::none;
}

/// Says beside the verdict what the colour says, where the word alone does not.
std::string_view sign_of(const CheckReport& check) {
  const Judgement judgement = judge(check);
  if (judgement == Judgement::failed) return " ✗";
  return judgement == Judgement::ok && check.expected_violated ? " ✓" : "";
}

/// A cell's verdict, the numbers behind it and the marks of its footnotes.
struct MatrixCell {
  std::string verdict;
  std::string numbers;
  std::string marks;
  Colour colour = Colour::none;
};

MatrixCell checked_cell(const CheckReport& check, Footnotes& notes) {
  MatrixCell cell{
      std::string(verdict::name_of(check.verdict.kind)), format_numbers(check.verdict), {}, colour_of(judge(check))};
  cell.verdict += sign_of(check);
  for (const std::string& note : notes_of(check)) cell.marks += " " + notes.mark(note);
  if (check.verdict.kind == verdict::VerdictKind::skipped && !check.verdict.reason.empty())
    cell.marks += " " + notes.mark("skipped: " + clean_text(check.verdict.reason));
  return cell;
}

MatrixCell matrix_cell(const Cell& cell, const std::string& id, Footnotes& notes) {
  if (cell.error) return {"ERROR", {}, {}, Colour::red};
  const CheckReport* check = find_check(cell, id);
  return check == nullptr ? MatrixCell{"-", {}, {}, Colour::none} : checked_cell(*check, notes);
}

/// The columns in which the group has anything, and its cells in them.
struct Grid {
  std::vector<std::string> releases;
  std::vector<std::vector<MatrixCell>> rows;  ///< one for each check of the group
};

bool has_column(const Cell* cell) { return cell != nullptr && (cell->error || cell->skipped_why.empty()); }

Grid grid_of(const Report& report, const Group& group, Footnotes& notes) {
  Grid grid;
  for (std::size_t i = 0; i < group.cells.size(); ++i)
    if (has_column(group.cells[i])) grid.releases.push_back(clean_text(report.releases[i]));
  for (const std::string& id : group.checks) {
    std::vector<MatrixCell> row;
    for (const Cell* cell : group.cells)
      if (has_column(cell)) row.push_back(matrix_cell(*cell, id, notes));
    grid.rows.push_back(std::move(row));
  }
  return grid;
}

/// "1.2.2, 1.6.4 to 1.27.4": those beside each other, of three or more, by their ends.
std::string releases_text(const Report& report, const std::vector<std::size_t>& columns) {
  std::string text;
  for (std::size_t first = 0; first < columns.size();) {
    std::size_t end = first + 1;
    while (end < columns.size() && columns[end] == columns[end - 1] + 1) ++end;
    if (end - first == 2) --end;
    if (!text.empty()) text += ", ";
    text += clean_text(report.releases[columns[first]]);
    if (end - first > 1) text += " to " + clean_text(report.releases[columns[end - 1]]);
    first = end;
  }
  return text;
}

/// Releases on which nothing of the group is run need no column: a line for each reason.
std::string skipped_text(const Report& report, const Group& group, const TerminalStyle& style) {
  std::vector<std::pair<std::string, std::vector<std::size_t>>> reasons;
  for (std::size_t i = 0; i < group.cells.size(); ++i) {
    const Cell* cell = group.cells[i];
    if (cell == nullptr || has_column(cell)) continue;
    const auto reason = without_backticks(clean_text(cell->skipped_why));
    auto known = std::ranges::find(reasons, reason, [](const auto& entry) { return entry.first; });
    if (known == reasons.end()) known = reasons.insert(reasons.end(), {reason, {}});
    known->second.push_back(i);
  }
  std::string out;
  for (const auto& [reason, columns] : reasons)
    out += wrapped("  ", fmt::format("SKIPPED on {}: {}", releases_text(report, columns), reason), style);
  return out;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t used = display_width(text);
  return used < width ? text.append(width - used, ' ') : text;
}

/// How the grid is cut to fit: columns of one width, so that they line up from block to block.
struct Layout {
  bool two_lines = false;  ///< the numbers under the verdict
  std::size_t id_width = 0;
  std::size_t cell_width = 0;
  std::size_t a_block = 1;  ///< releases
};

std::string text_of(const MatrixCell& cell, bool two_lines) {
  if (cell.numbers.empty()) return cell.verdict + cell.marks;
  return two_lines ? cell.verdict + cell.marks + "\n" + cell.numbers : cell.verdict + " " + cell.numbers + cell.marks;
}

Layout layout_with(const Grid& grid, std::size_t id_width, bool two_lines, std::size_t width) {
  Layout layout{two_lines, id_width};
  for (const std::string& release : grid.releases)
    layout.cell_width = std::max(layout.cell_width, display_width(release));
  for (const auto& row : grid.rows) {
    for (const MatrixCell& cell : row) {
      const std::string text = text_of(cell, two_lines);
      const std::size_t first_line = std::min(text.find('\n'), text.size());
      layout.cell_width = std::max({layout.cell_width, display_width(std::string_view(text).substr(0, first_line)),
                                    display_width(std::string_view(text).substr(first_line))});
    }
  }
  const std::size_t room = width - std::min(width, kIndent + id_width);
  layout.a_block = std::max<std::size_t>(1, room / (layout.cell_width + kGap));
  return layout;
}

/// A line for each check where all releases fit side by side, else two.
Layout layout_of(const Grid& grid, const std::vector<std::string>& ids, std::size_t width) {
  std::size_t id_width = 0;
  for (const std::string& id : ids) id_width = std::max(id_width, display_width(id));
  id_width = std::min(id_width, width / 3);
  const Layout layout = layout_with(grid, id_width, false, width);
  return layout.a_block >= grid.releases.size() ? layout : layout_with(grid, id_width, true, width);
}

std::string blocks_text(const Grid& grid, const std::vector<std::string>& ids, const TerminalStyle& style) {
  const Layout layout = layout_of(grid, ids, width_of(style));
  std::string out;
  for (std::size_t first = 0; first < grid.releases.size(); first += layout.a_block) {
    const std::size_t last = std::min(first + layout.a_block, grid.releases.size());
    std::vector<Column> columns{{padded("", layout.id_width)}};
    for (std::size_t i = first; i < last; ++i)
      columns.push_back({i + 1 == last ? grid.releases[i] : padded(grid.releases[i], layout.cell_width)});
    Table table(std::move(columns));
    for (std::size_t n = 0; n < grid.rows.size(); ++n) {
      std::vector<TextCell> cells{truncate_to_width(ids[n], layout.id_width)};
      for (std::size_t i = first; i < last; ++i)
        cells.emplace_back(text_of(grid.rows[n][i], layout.two_lines), grid.rows[n][i].colour);
      table.row(std::move(cells));
    }
    out += (first > 0 ? "\n" : "") + table.to_string({.colour = style.colour, .indent = kIndent, .gap = kGap});
  }
  return out;
}

std::string conditions_text(const Group& group, const std::vector<std::string>& ids, const TerminalStyle& style) {
  Table table({{"", Align::left, Overflow::truncate}, {"", Align::left, Overflow::wrap}});
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::string condition = base_condition(group, group.checks[i]);
    if (!condition.empty()) table.row({ids[i], clean_text(condition)});
  }
  if (table.empty()) return {};
  return table.to_string({.width = width_of(style), .indent = kIndent, .gap = kGap}) + "\n";
}

std::string group_text(const Report& report, const Group& group, const TerminalStyle& style) {
  const ExpectationReport& expectation = report.expectations[group.row];
  std::string out =
      coloured(fmt::format("{}  {}", clean_text(expectation.name), format_setting(group.gomaxprocs, group.variant)),
               Colour::bold, style.colour) +
      "\n";
  if (!expectation.title.empty()) out += wrapped("", clean_text(expectation.title), style);
  if (!expectation.settings.empty()) out += wrapped("", clean_text(expectation.settings), style);
  out += "\n";

  std::vector<std::string> ids;
  ids.reserve(group.checks.size());
  for (const std::string& id : group.checks) ids.push_back(clean_text(id));
  Footnotes notes;
  const Grid grid = grid_of(report, group, notes);
  out += conditions_text(group, ids, style);
  out += blocks_text(grid, ids, style);
  return out + notes.to_string(style) + skipped_text(report, group, style);
}

/// What the numbers say, where there are any with a bound.
std::string legend(const Report& report, const TerminalStyle& style) {
  const auto any_bound = [](const Cell& cell) {
    return is_checked(cell) && std::ranges::any_of(cell.checks, [](const auto& c) { return has_bound(c.verdict); });
  };
  if (std::ranges::none_of(report.cells, any_bound)) return {};
  return wrapped("",
                 "HOLDS 10/10 ≥ 74 %: held in 10 of 10 runs, so the hold rate is at least 74 % (one-sided confidence "
                 "bound; at most where VIOLATED). ✓ VIOLATED as the file expects, ✗ not as expected.",
                 style) +
         "\n";
}

}  // namespace

std::string wrapped(const std::string& first_prefix, const std::string& text, const TerminalStyle& style) {
  const std::size_t indent = display_width(first_prefix);
  const std::size_t room = width_of(style) - std::min(width_of(style) - 1, indent);
  std::string out;
  bool first = true;
  for (std::string line : wrap_to_width(text, room)) {
    line.insert(0, first ? first_prefix : std::string(indent, ' '));
    first = false;
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string matrix_text(const Report& report, const TerminalStyle& style) {
  std::string out;
  for (const Group& group : groups(report)) out += group_text(report, group, style) + "\n";
  return out + legend(report, style);
}

}  // namespace schedlitmus::report
