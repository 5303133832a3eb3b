#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"
#include "report/html_parts.hpp"

namespace schedlitmus::report {
namespace {

/// Hidden until the script takes it out of hiding: without it they would do nothing.
void write_controls(Html& html, const Report& report) {
  const auto bar = html.in("div", {{"id", "controls"}, {"role", "search"}, {"hidden", "hidden"}});
  {
    const auto label = html.in("label");
    html.text("Search ");
    html.empty("input", {{"type", "search"}, {"id", "find"}, {"placeholder", "expectation, check, condition"}});
  }
  {
    const auto label = html.in("label");
    html.text("Show ");
    const auto select = html.in("select", {{"id", "show"}});
    write_option(html, "all", "all");
    write_option(html, "trouble", "what is not as expected or open");
    write_option(html, "change", "what differs between releases");
  }
  {
    const auto label = html.in("label");
    html.text("Release ");
    const auto select = html.in("select", {{"id", "release"}});
    write_option(html, "all", "all");
    for (std::size_t i = 0; i < report.releases.size(); ++i)
      html.element("option", {{"value", fmt::format("{}", i)}}, report.releases[i]);
  }
  html.element("button", {{"type", "button"}, {"id", "fold"}}, "Close all");
  html.element("output", {{"id", "count"}}, "");
}

void write_row(Html& html, const Page& page, std::size_t index) {
  const Group& group = page.groups[index];
  const auto row = html.in("tr", {{"data-g", fmt::format("{}", index)}});
  {
    const auto name = html.in("th", {{"scope", "row"}});
    html.element("a", {{"href", "#" + Page::anchor(index)}}, page.report.expectations[group.row].name);
    html.text(" ");
    html.element("span", {{"class", "soft"}}, format_setting(group.gomaxprocs, group.variant));
  }
  for (std::size_t i = 0; i < group.cells.size(); ++i) {
    const auto place = html.in("td");
    const Cell* cell = group.cells[i];
    if (cell == nullptr) {
      html.element("span", {{"class", "unseen"}}, "not tried");
      continue;
    }
    const Mark mark = mark_of(*cell);
    const auto link = html.in("a", {{"href", "#" + page.anchor(*cell)}, {"class", fmt::format("mark {}", mark.state)}});
    html.element("span", {{"aria-hidden", "true"}}, mark.sign);
    html.element("span", {{"class", "unseen"}}, fmt::format("{} on {}", mark.words, page.report.releases[i]));
  }
}

}  // namespace

void write_matrix(Html& html, const Page& page) {
  if (page.groups.empty()) return;
  const auto section = html.in("section", {{"aria-labelledby", "glance"}});
  html.element("h2", {{"id", "glance"}}, "At a glance");
  write_controls(html, page.report);
  html.element("p", {{"class", "soft legend"}}, std::string(kSigns) + ". Each sign leads to its details.");
  const auto scroll = html.in(
      "div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Verdicts at a glance"}});
  const bool many = page.report.releases.size() > 10;
  const auto table = html.in("table", {{"class", many ? "glance many" : "glance"}, {"id", "matrix"}});
  html.element("caption", {{"class", "unseen"}}, "Verdicts at a glance");
  {
    const auto head = html.in("thead");
    const auto row = html.in("tr");
    html.element("th", {{"scope", "col"}}, "Expectation");
    for (const std::string& release : page.report.releases) {
      const auto column = html.in("th", {{"scope", "col"}});
      html.element("span", release);
    }
  }
  const auto body = html.in("tbody");
  for (std::size_t i = 0; i < page.groups.size(); ++i) {
    html.line();
    write_row(html, page, i);
  }
}

}  // namespace schedlitmus::report
