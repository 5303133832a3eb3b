#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "report/format.hpp"
#include "report/html_parts.hpp"

namespace schedlitmus::report {
namespace {

/// What the filter of the page looks at: the states of the group's cells.
std::string states_of(const Group& group) {
  std::set<std::string_view> states;
  for (const Cell* cell : group.cells)
    if (cell != nullptr) states.insert(mark_of(*cell).state);
  return fmt::format("{}", fmt::join(states, " "));
}

}  // namespace

void write_group(Html& html, const Page& page, std::size_t index) {
  const Group& group = page.groups[index];
  const ExpectationReport& expectation = page.report.expectations[group.row];
  const std::string anchor = Page::anchor(index);
  html.line();
  const auto section =
      html.in("section", {{"class", "group"},
                          {"aria-label", expectation.name + " " + format_setting(group.gomaxprocs, group.variant)},
                          {"data-g", fmt::format("{}", index)},
                          {"data-states", states_of(group)}});
  {
    const auto heading = html.in("h2", {{"id", anchor}});
    html.text(expectation.name);
    html.text(" ");
    html.element("span", {{"class", "soft"}}, format_setting(group.gomaxprocs, group.variant));
  }
  if (!expectation.title.empty()) html.element("p", {{"class", "title"}}, expectation.title);
  if (!expectation.why.empty()) {
    const auto why = html.in("p");
    html.prose(expectation.why);
  }
  if (!expectation.settings.empty()) html.element("p", {{"class", "soft"}}, expectation.settings);
  write_values(html, page, group);
  html.element("h3", "Release by release");
  for (const Cell* cell : group.cells) {
    if (cell == nullptr) continue;
    html.line();
    write_cell(html, page, *cell);
  }
}

}  // namespace schedlitmus::report
