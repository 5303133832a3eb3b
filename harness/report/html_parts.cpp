#include "report/html_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"

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

void write_facts(Html& html, const std::vector<Fact>& facts) {
  if (facts.empty()) return;
  const auto list = html.in("dl");
  for (const Fact& fact : facts) {
    html.element("dt", fact.label);
    if (fact.verbatim) {
      const auto value = html.in("dd");
      html.element("code", fact.text);
    } else {
      html.element("dd", fact.text);
    }
  }
}

void write_error(Html& html, const Error& error) {
  const std::string what = clean_text(error.what, Lines::many);
  const std::size_t end = std::min(what.find('\n'), what.size());
  const auto problem = html.in("div", {{"class", "problem"}});
  {
    const auto line = html.in("p");
    if (!error.where.empty()) {
      html.element("code", error.where);
      html.text(": ");
    }
    html.text(what.substr(0, end));
  }
  if (end < what.size()) html.preformatted(what.substr(end + 1));
  if (!error.hint.empty()) html.element("p", {{"class", "soft"}}, error.hint);
}

}  // namespace schedlitmus::report
