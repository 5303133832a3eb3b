#include "compare/overview.hpp"

#include <algorithm>
#include <tuple>

#include "compare/ranges.hpp"
#include "compare/shown.hpp"

namespace schedlitmus::compare {
namespace {

auto order_of(const OverviewRow& row) {
  const auto& what = row.what;
  return std::tuple(what.group, std::string_view(what.name), static_cast<int>(what.statistic), what.at,
                    std::string_view(what.id));
}

OverviewRow row_of(const Course& course, std::size_t places) {
  OverviewRow row{course.what, course.is_number, std::vector<Shown>(places), std::vector<bool>(places)};
  for (const auto& at : course.places)
    if (at.known) row.cells[at.place] = shown_of({at.place, at.place, at.side, at.runs}, at.side, true);
  return row;
}

}  // namespace

bool OverviewRow::changed() const { return std::ranges::find(changes, true) != changes.end(); }

std::vector<OverviewRow> overview_of(const Line& line, std::size_t index, const Comparison& comparison) {
  std::vector<OverviewRow> rows;
  for (const auto& course : courses_of(line)) {
    if (std::ranges::none_of(course.places, &Course::At::known)) continue;
    auto& row = rows.emplace_back(row_of(course, line.places.size()));
    for (const auto& change : comparison.each)
      if (change.line == index && change.what.id == row.what.id) row.changes[change.to] = true;
  }
  std::ranges::sort(rows, {}, order_of);
  return rows;
}

std::vector<RunValue> run_values(const Line& line, const Observable& what, std::size_t first, std::size_t last) {
  std::vector<RunValue> values;
  for (std::size_t place = first; place <= last; ++place) {
    for (const auto& run : line.places[place].runs) {
      auto value = value_in(run, what);
      if (!std::holds_alternative<std::monostate>(value)) values.push_back({place, run.id, std::move(value)});
    }
  }
  return values;
}

}  // namespace schedlitmus::compare
