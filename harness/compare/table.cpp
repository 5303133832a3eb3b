#include "compare/table.hpp"

#include <algorithm>
#include <set>

#include "compare/shown.hpp"

namespace schedlitmus::compare {
namespace {

Shown pooled(const Line& line, const Observable& what, std::size_t first, std::size_t last) {
  Range range{first, last, {}, {}};
  for (std::size_t place = first; place <= last; ++place) {
    for (const auto& run : line.places[place].runs) {
      const auto found = run.values.find(what);
      if (found == run.values.end()) continue;
      if (const auto* number = std::get_if<double>(&found->second)) range.side.numbers.push_back(*number);
      if (const auto* text = std::get_if<std::string>(&found->second)) range.side.categories.push_back(*text);
      range.runs.push_back(run.id);
    }
  }
  return range.side.size() == 0 ? Shown{} : shown_of(range, range.side, true);
}

}  // namespace

Table table_of(const Line& line, std::size_t index, const std::vector<Change>& changes) {
  Table table;
  std::set<std::size_t> begins{0};
  for (const auto& change : changes) {
    if (change.line != index) continue;
    begins.insert(change.to);
    const auto known = std::ranges::find(table.columns, change.what.name, &Observable::name);
    if (known == table.columns.end()) table.columns.push_back(change.what);
  }
  if (table.columns.empty()) return table;
  for (auto begin = begins.begin(); begin != begins.end(); ++begin) {
    const auto next = std::next(begin);
    Table::Row row{*begin, (next == begins.end() ? line.places.size() : *next) - 1, 0, {}};
    for (std::size_t place = row.first; place <= row.last; ++place)
      row.runs += static_cast<int>(line.places[place].runs.size());
    for (const auto& column : table.columns) row.cells.push_back(pooled(line, column, row.first, row.last));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string describe_place(const Place& place) {
  return place.role.empty() ? place.value : place.role + " " + place.value;
}

std::string describe_range(const Line& line, std::size_t first, std::size_t last) {
  const auto from = describe_place(line.places[first]);
  return first == last ? from : from + ".." + describe_place(line.places[last]);
}

}  // namespace schedlitmus::compare
