#include "report/html_parts.hpp"

#include <fmt/format.h>

namespace schedlitmus::report {

std::string Page::anchor(const Cell& cell) const { return fmt::format("c{}", &cell - report.cells.data()); }

std::string Page::anchor(std::size_t group) { return fmt::format("g{}", group); }

bool is_to_open(const Cell& cell) {
  const Mark mark = mark_of(cell);
  return mark.state == "failed" || mark.state == "error";
}

void write_mark(Html& html, const Mark& mark) {
  const auto span = html.in("span", {{"class", fmt::format("mark {}", mark.state)}});
  html.element("span", {{"aria-hidden", "true"}}, mark.sign);
  html.element("span", {{"class", "unseen"}}, mark.words);
}

}  // namespace schedlitmus::report
