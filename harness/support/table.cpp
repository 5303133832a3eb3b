#include "support/table.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "support/text_width.hpp"

namespace schedlitmus {
namespace {

/// Columns below this say nothing any more.
constexpr std::size_t kNarrowest = 8;

std::string_view escape_of(Colour colour) {
  switch (colour) {
    case Colour::none:
      return "";
    case Colour::red:
      return "\x1b[31m";
    case Colour::green:
      return "\x1b[32m";
    case Colour::yellow:
      return "\x1b[33m";
    case Colour::dim:
      return "\x1b[2m";
    case Colour::bold:
      return "\x1b[1m";
  }
  return "";
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    if (end == text.size()) return lines;
    text.remove_prefix(end + 1);
  }
}

std::size_t widest_line(std::string_view text) {
  std::size_t widest = 0;
  for (const std::string& line : split_lines(text)) widest = std::max(widest, display_width(line));
  return widest;
}

/// The cell's lines, each within the width where the column can be narrowed.
std::vector<std::string> lines_of(const Cell& cell, Overflow overflow, std::size_t width) {
  if (overflow == Overflow::wrap) return wrap_to_width(cell.text, width);
  std::vector<std::string> lines = split_lines(cell.text);
  if (overflow == Overflow::truncate)
    for (std::string& line : lines) line = truncate_to_width(line, width);
  return lines;
}

std::string padded(const std::string& text, const Cell& cell, Align align, std::size_t width, bool colour) {
  const std::string blanks(width - std::min(width, display_width(text)), ' ');
  const std::string shown = text.empty() ? text : coloured(text, cell.colour, colour);
  return align == Align::right ? blanks + shown : shown + blanks;
}

}  // namespace

std::string coloured(std::string_view text, Colour colour, bool enabled) {
  if (!enabled || colour == Colour::none) return std::string(text);
  std::string out(escape_of(colour));
  out += text;
  out += "\x1b[0m";
  return out;
}

void Table::row(std::vector<Cell> cells) {
  assert(cells.size() <= columns_.size());
  cells.resize(columns_.size(), Cell(std::string()));
  rows_.push_back(std::move(cells));
}

void Table::blank() { rows_.emplace_back(); }

std::vector<std::size_t> Table::widths(const TableStyle& style) const {
  std::vector<std::size_t> widths;
  widths.reserve(columns_.size());
  for (const Column& column : columns_) widths.push_back(display_width(column.title));
  for (const auto& cells : rows_)
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], widest_line(cells[i].text));
  if (style.width == 0 || widths.empty()) return widths;
  const std::size_t gaps = style.indent + style.gap * (widths.size() - 1);
  // The widest column that can give gives first, so that short ones stay whole.
  while (std::accumulate(widths.begin(), widths.end(), gaps) > style.width) {
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const bool can_give = columns_[i].overflow != Overflow::keep && widths[i] > kNarrowest;
      if (can_give && (widest == nullptr || widths[i] > *widest)) widest = &widths[i];
    }
    if (widest == nullptr) break;
    --*widest;
  }
  return widths;
}

void Table::append(std::string& out, const std::vector<Cell>& cells, const std::vector<std::size_t>& widths,
                   const TableStyle& style) const {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    lines.push_back(lines_of(cells[i], columns_[i].overflow, widths[i]));
    height = std::max(height, lines.back().size());
  }
  for (std::size_t n = 0; n < height; ++n) {
    std::string line(style.indent, ' ');
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line.append(style.gap, ' ');
      line += padded(n < lines[i].size() ? lines[i][n] : std::string(), cells[i], columns_[i].align, widths[i],
                     style.colour);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
}

std::string Table::to_string(TableStyle style) const {
  const std::vector<std::size_t> column_widths = widths(style);
  std::string out;
  if (std::ranges::any_of(columns_, [](const Column& column) { return !column.title.empty(); })) {
    std::vector<Cell> titles;
    titles.reserve(columns_.size());
    for (const Column& column : columns_) titles.emplace_back(column.title, Colour::bold);
    append(out, titles, column_widths, style);
  }
  for (const auto& cells : rows_) append(out, cells, column_widths, style);
  return out;
}

}  // namespace schedlitmus
