// A text table with aligned columns, for terminals and logs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace schedlitmus {

enum class Align : std::uint8_t { left, right };

/// What happens to a column's cells when the table is wider than it may be.
enum class Overflow : std::uint8_t {
  keep,      ///< never narrowed
  truncate,  ///< cut with "…"
  wrap,      ///< continued on further lines, broken at blanks
};

enum class Colour : std::uint8_t { none, red, green, yellow, dim, bold };

/// The text between the escape sequences of the colour; as it is for none or where `enabled` is false.
[[nodiscard]] std::string coloured(std::string_view text, Colour colour, bool enabled = true);

struct Column {
  std::string title;
  Align align = Align::left;
  Overflow overflow = Overflow::keep;
};

struct Cell {
  std::string text;  ///< UTF-8; '\n' begins a further line in the cell
  Colour colour = Colour::none;

  Cell(std::string cell_text, Colour cell_colour = Colour::none) : text(std::move(cell_text)), colour(cell_colour) {}
  Cell(std::string_view cell_text, Colour cell_colour = Colour::none) : text(cell_text), colour(cell_colour) {}
  Cell(const char* cell_text, Colour cell_colour = Colour::none) : text(cell_text), colour(cell_colour) {}
};

struct TableStyle {
  bool colour = false;    ///< escape sequences for the cells' colours
  std::size_t width = 0;  ///< columns of the whole table at most, as far as its columns can be narrowed; 0: no limit
  std::size_t indent = 0;
  std::size_t gap = 2;  ///< blanks between columns
};

/// Table t({{"check", Align::left}, {"runs", Align::right}});
/// t.row({"split", "20"});
/// t.row({"ends", Cell{"0", Colour::red}});
/// fmt::print("{}", t.to_string());
class Table {
 public:
  /// Without any title the table has no header line.
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// Cells that are missing are empty; more cells than columns are a bug.
  void row(std::vector<Cell> cells);
  /// A line without cells, between groups of rows.
  void blank();
  [[nodiscard]] bool empty() const { return rows_.empty(); }

  /// Every line ends in '\n' and has no blanks before it.
  [[nodiscard]] std::string to_string(TableStyle style = {}) const;

 private:
  [[nodiscard]] std::vector<std::size_t> widths(const TableStyle& style) const;
  void append(std::string& out, const std::vector<Cell>& cells, const std::vector<std::size_t>& widths,
              const TableStyle& style) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;  ///< an empty one is a blank line
};

}  // namespace schedlitmus
