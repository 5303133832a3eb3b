#include <fmt/format.h>

#include <algorithm>

#include "changes/html_parts.hpp"
#include "changes/words.hpp"
#include "compare/overview.hpp"
#include "compare/table.hpp"
#include "report/format.hpp"

namespace schedlitmus::changes {

namespace {

using report::Html;

constexpr std::size_t kManyPlaces = 8;  ///< their names stand upright
constexpr std::size_t kWidestText = 16;

/// The change at that place that has the observable's name.
std::size_t change_at(const Compared& compared, std::size_t line, std::size_t place, const std::string& name) {
  const auto& changes = compared.comparison.changes;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (changes[i].line == line && changes[i].to == place &&
        compare::base_of(changes[i].what.name) == compare::base_of(name))
      return i;
  }
  return changes.size();
}

void write_controls(Html& html, bool any_change) {
  const auto controls = html.in("div", {{"id", "controls"}, {"hidden", "hidden"}});
  {
    const auto label = html.in("label");
    html.text("Find ");
    html.empty("input", {{"type", "search"}, {"id", "find"}, {"placeholder", "name of an observable; press /"}});
  }
  {
    const auto label = html.in("label");
    html.text("Show ");
    const auto select = html.in("select", {{"id", "show"}});
    report::write_option(html, "all", "all that was compared");
    if (any_change) report::write_option(html, "change", "what changes");
    report::write_option(html, "output", "what is printed, and how it ends");
    report::write_option(html, "scheduling", "scheduling");
    report::write_option(html, "runtime", "the runtime's own");
  }
  html.element("output", {{"id", "count"}}, "");
}

std::string short_value(const compare::OverviewRow& row, const compare::Shown& shown) {
  if (row.is_number || shown.usual.size() <= kWidestText) return report::clean_text(shown.usual);
  return report::clean_text(shown.usual.substr(0, kWidestText - 1)) + "…";
}

/// All that the place's runs show, for a pointer that rests there.
std::string title_of(const compare::OverviewRow& row, const compare::Shown& shown, const std::string& place) {
  const auto& bins = shown.histogram;
  if (row.is_number && bins.size() > 1) {
    return fmt::format("{}: median {}, {} to {} in {} runs", place, shown.usual, bins.front().first, bins.back().first,
                       shown.runs);
  }
  return fmt::format("{}: {} in {} of {} runs", place, shown.usual, shown.usual_runs, shown.runs);
}

void write_cell(Html& html, const Compared& compared, std::size_t line, const compare::OverviewRow& row,
                std::size_t place) {
  const auto& shown = row.cells[place];
  if (shown.runs == 0) {
    html.element("td", {{"class", "soft"}}, "–");
    return;
  }
  const auto cell =
      html.in("td", {{"class", row.changes[place] ? "changed" : ""},
                     {"title", title_of(row, shown, describe_place(compared.lines[line].places[place]))}});
  const auto change =
      row.changes[place] ? change_at(compared, line, place, row.what.name) : compared.comparison.changes.size();
  if (change < compared.comparison.changes.size()) {
    html.element("a", {{"href", "#" + anchor_of_change(change)}}, short_value(row, shown));
  } else {
    html.text(short_value(row, shown));
  }
}

void write_row(Html& html, const Compared& compared, std::size_t line, const compare::OverviewRow& row) {
  const auto tr =
      html.in("tr", {{"data-g", std::string(name_of(row.what.group))}, {"data-c", row.changed() ? "1" : ""}});
  {
    const auto name = html.in("th", {{"scope", "row"}});
    html.text(describe(row.what));
    if (!row.what.shape.empty() && row.what.statistic != compare::Statistic::lines)
      html.element("span", {{"class", "soft"}}, " in \"" + row.what.shape + "\"");
  }
  for (std::size_t i = 0; i < row.cells.size(); ++i) write_cell(html, compared, line, row, i);
}

void write_places(Html& html, const Compared& compared, const compare::Line& line) {
  const auto head = html.in("thead");
  const auto row = html.in("tr");
  html.element("th", {{"scope", "col"}},
               compared.axis == "Go" ? "Observable, on Go" : "Observable, with " + compared.axis);
  for (const auto& place : line.places) {
    const auto column = html.in("th", {{"scope", "col"}});
    html.element("span", describe_place(place));
  }
}

}  // namespace

void write_table(Html& html, const Compared& compared, std::size_t index) {
  const auto& line = compared.lines[index];
  const auto table = compare::table_of(line, index, compared.comparison.changes);
  if (table.rows.empty()) return;
  const auto scroll = html.in(
      "div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "What changes, by place"}});
  const auto element = html.in("table", {{"class", "steps"}});
  html.element("caption", {{"class", line.label.empty() ? "unseen" : ""}},
               line.label.empty() ? "What changes, by place" : line.label);
  {
    const auto head = html.in("thead");
    const auto row = html.in("tr");
    html.element("th", {{"scope", "col"}}, compared.axis);
    html.element("th", {{"scope", "col"}, {"class", "number"}}, "runs");
    for (const auto& column : table.columns) html.element("th", {{"scope", "col"}}, describe(column));
  }
  const auto body = html.in("tbody");
  std::vector<std::vector<std::string>> texts;
  for (std::size_t i = 0; i < table.columns.size(); ++i) texts.push_back(describe_column(compared, index, table, i));
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto& row = table.rows[i];
    const auto tr = html.in("tr");
    html.element("th", {{"scope", "row"}}, compare::describe_range(line, row.first, row.last));
    html.element("td", {{"class", "number soft"}}, std::to_string(row.runs));
    for (const auto& column : texts) html.element("td", column[i]);
  }
}

void write_overview(Html& html, const Compared& compared, std::size_t index) {
  const auto& line = compared.lines[index];
  const auto rows = compare::overview_of(line, index, compared.comparison);
  if (rows.empty()) return;
  const auto section = html.in("section", {{"aria-labelledby", fmt::format("all{}", index)}});
  html.element("h2", {{"id", fmt::format("all{}", index)}},
               "All that was compared" + (line.label.empty() ? std::string() : ", " + line.label));
  if (index == 0) {
    write_controls(html, !compared.comparison.changes.empty());
    html.element("p", {{"class", "soft legend"}},
                 "The median of each place's runs, or what most of them show. Marked: another one than at the place "
                 "before; it leads to its change.");
  }
  const auto scroll = html.in(
      "div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "All that was compared"}});
  const bool many = line.places.size() > kManyPlaces;
  const auto table = html.in("table", {{"class", many ? "all many" : "all"}, {"id", index == 0 ? "matrix" : ""}});
  html.element("caption", {{"class", "unseen"}}, "All that was compared, at all places");
  write_places(html, compared, line);
  const auto body = html.in("tbody");
  for (const auto& row : rows) {
    html.line();
    write_row(html, compared, index, row);
  }
}

}  // namespace schedlitmus::changes
