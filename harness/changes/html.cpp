// The page of a comparison: the answer, the tables, each change, all that was compared.
#include <fmt/format.h>

#include <algorithm>

#include "changes/html_parts.hpp"
#include "changes/words.hpp"
#include "changes/writers.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::changes {

extern const report::PageAssets kChangesAssets;

namespace {

using report::Html;

/// More open changes than these are no help.
constexpr std::size_t kMostInAnswer = 60;

void write_answer(Html& html, const Compared& compared) {
  const auto lines = answer_lines(compared);
  if (!lines.empty()) {
    const auto list = html.in("ul", {{"class", "answer"}});
    for (std::size_t i = 0; i < std::min(lines.size(), kMostInAnswer); ++i) {
      const auto item = html.in("li");
      html.element("a", {{"href", "#" + anchor_of_change(lines[i].change)}}, lines[i].text);
    }
  }
  if (lines.size() > kMostInAnswer)
    html.element("p", fmt::format("and {} below", count_of(lines.size() - kMostInAnswer, "more step")));
  html.element("p", {{"class", "totals"}}, describe_rest(compared));
}

void write_header(Html& html, const Compared& compared) {
  const auto header = html.in("header");
  html.element("p", {{"class", "brand"}}, "schedlitmus " + compared.context.version);
  html.element("h1", headline(compared));
  if (compared.interrupted)
    html.element("p", {{"class", "problem"}}, "Interrupted: what was run until then is compared.");
  write_answer(html, compared);
  if (compared.baseline) {
    for (const auto& caution : compared.baseline->cautions)
      html.element("p", {{"class", "caution"}}, "Mind: " + caution + ".");
  }
  const auto fold = html.in("details", {{"class", "context"}});
  html.element("summary", "How this was compared");
  auto facts = context_facts(compared);
  report::write_facts(html, facts);
}

void write_findings(Html& html, const Compared& compared) {
  for (const auto& [heading, lines] : other_findings(compared)) {
    const auto section = html.in("section");
    html.element("h2", heading);
    const auto list = html.in("ul", {{"class", "findings"}});
    for (const auto& line : lines) html.element("li", line);
  }
}

void write_changes(Html& html, const Compared& compared) {
  if (compared.comparison.changes.empty()) return;
  const auto section = html.in("section", {{"aria-labelledby", "changes"}});
  html.element("h2", {{"id", "changes"}}, "What changes");
  for (std::size_t i = 0; i < compared.lines.size(); ++i) write_table(html, compared, i);
  for (std::size_t i = 0; i < compared.comparison.changes.size(); ++i) {
    html.line();
    write_change(html, compared, i);
  }
}

constexpr const char* kFooter =
    "A change is named where it is no chance among all comparisons (q, by Benjamini and Hochberg) and large enough. It "
    "has no direction: whether it is for the better is for you to say. No change seen is no proof that there is none.";

}  // namespace

std::string to_html(const Compared& compared) {
  return report::whole_page(headline(compared) + " – schedlitmus", kChangesAssets, [&](Html& html) {
    write_header(html, compared);
    {
      const auto main = html.in("main", {{"id", "content"}});
      report::write_errors(html, compared.errors);
      write_changes(html, compared);
      write_findings(html, compared);
      for (std::size_t i = 0; i < compared.lines.size(); ++i) write_overview(html, compared, i);
    }
    const auto footer = html.in("footer");
    html.element("p", kFooter);
  });
}

}  // namespace schedlitmus::changes
