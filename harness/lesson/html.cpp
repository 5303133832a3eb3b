// The lesson's page: one file that asks nobody for anything. No script; the
// styles are those of the reports and the lesson's own, with their hashes in
// the page's policy.
#include <fmt/format.h>

#include "lesson/lesson_style.hpp"
#include "lesson/markup.hpp"
#include "lesson/writers.hpp"
#include "report/format.hpp"
#include "report/html_parts.hpp"

namespace schedlitmus::lesson {

namespace {

using report::Html;
using report::Judgement;

std::string_view class_of(Judgement judgement) {
  switch (judgement) {
    case Judgement::ok:
      return "holds";
    case Judgement::failed:
      return "failed";
    case Judgement::inconclusive:
      return "inconclusive";
    case Judgement::skipped:
      break;
  }
  return "skipped";
}

std::string_view word_of(Judgement judgement) {
  switch (judgement) {
    case Judgement::ok:
      return "true: ";
    case Judgement::failed:
      return "not true: ";
    case Judgement::inconclusive:
      return "open: ";
    case Judgement::skipped:
      break;
  }
  return "skipped: ";
}

void write_mark(Html& html, Judgement judgement) {
  html.element("span", {{"class", fmt::format("mark {}", class_of(judgement))}, {"aria-hidden", "true"}},
               mark_of(judgement));
  html.element("span", {{"class", "unseen"}}, word_of(judgement));
}

void write_run(Html& html, const std::string& words) { html.element("p", {{"class", "run"}}, words); }

void write_said_on(Html& html, const SaidOn& on) {
  if (on.checks.empty() || on.judgement == Judgement::skipped) {
    const auto item = html.in("li");
    write_mark(html, on.judgement);
    html.text(fmt::format("Go {}: {}", on.release, on.why));
    return;
  }
  for (const auto& check : on.checks) {
    const auto item = html.in("li");
    write_mark(html, check.judgement);
    html.text(fmt::format("Go {}: ", on.release));
    html.element("code", check.expected);
    html.text(", " + describe(check));
  }
}

void write_said(Html& html, const Statement& statement, const Said& said) {
  const auto box = html.in("div", {{"class", fmt::format("says {}", class_of(worst(said)))}});
  {
    const auto claim = html.in("p", {{"class", "claim"}});
    html.prose(words_of(statement));
  }
  const auto list = html.in("ul");
  for (const auto& on : said.on) write_said_on(html, on);
}

void write_table(Html& html, const std::vector<Row>& rows) {
  const auto table = html.in("table");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto row = html.in("tr");
    for (const auto& cell : rows[i]) html.element(i == 0 ? "th" : "td", cell);
  }
}

void write_made(Html& html, const std::vector<report::Fact>& facts) {
  if (facts.empty()) return;
  const auto fold = html.in("details", {{"class", "made"}});
  html.element("summary", "How this was made");
  report::write_facts(html, facts);
}

void write_shown(Html& html, const Shown& shown, const Show& show) {
  if (!shown.missing.empty()) return html.element("p", {{"class", "missing"}}, "✗ Nothing to show: " + shown.missing);
  if (!shown.skipped.empty()) return html.element("p", {{"class", "soft"}}, "Not shown here: " + shown.skipped);
  const auto figure = html.in("figure");
  const auto caption = [&] {
    if (shown.caption.empty()) return;
    const auto words = html.in("p", {{"class", "caption"}});
    html.prose(report::clean_text(shown.caption));
  };
  if (!shown.words.empty()) caption();  // it is long: what it is comes first
  if (!shown.text.empty()) html.preformatted(shown.text);
  if (!shown.words.empty()) {
    const auto words = html.in("div", {{"class", "words"}});
    html.raw(markup_to_html(part_of_lesson(shown.words)));
  }
  if (!shown.table.empty()) write_table(html, shown.table);
  if (!shown.svg.empty()) {
    const auto scroll = html.in("div", {{"class", "scroll"},
                                        {"tabindex", "0"},
                                        {"role", "region"},
                                        {"aria-label", fmt::format("the {}", name_of(show.kind))}});
    html.raw(shown.svg);
  }
  const auto below = html.in("figcaption");
  if (shown.words.empty()) caption();
  write_made(html, shown.made);
}

std::string block_html(const Lesson& lesson, const Taught& taught, const Block& block) {
  Html html;
  if (block.run) write_run(html, describe_run(lesson, *block.run, taught));
  if (block.statement) write_said(html, lesson.statements[*block.statement], taught.statements[*block.statement]);
  if (block.show) write_shown(html, taught.shows[*block.show], lesson.shows[*block.show]);
  html.line();
  return html.take();
}

void write_footer(Html& html, const Taught& taught) {
  const auto footer = html.in("footer");
  html.element("p", fmt::format("Made by schedlitmus {} at {} on {}: {}.", taught.report.context.version,
                                taught.report.context.started, taught.report.context.host, describe_totals(taught)));
  const auto again = html.in("p");
  html.text("Checked again with ");
  html.element("code", taught.command);
}

}  // namespace

std::string to_html(const Lesson& lesson, const Taught& taught) {
  std::map<int, std::string> in_place;
  for (const auto& block : lesson.blocks) in_place[block.first_line] = block_html(lesson, taught, block);
  const std::vector<report::PageStyle> styles = {{report::kPageAssets.style, report::kPageAssets.style_hash},
                                                 {kLessonStyle, kLessonStyleHash}};
  return report::whole_page(lesson.title.empty() ? lesson.file : lesson.title, styles, [&](Html& html) {
    html.raw(report::kTimelineDefs);
    {
      const auto main = html.in("main", {{"id", "content"}});
      const auto article = html.in("article");
      html.raw(markup_to_html(lesson.text, in_place));
    }
    write_footer(html, taught);
  });
}

}  // namespace schedlitmus::lesson
