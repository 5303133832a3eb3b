#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"
#include "report/html_parts.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {
namespace {

std::string runs_text(int runs) { return runs > 0 ? count_of(static_cast<std::uint64_t>(runs), "run") : std::string(); }

void write_summary(Html& html, const Cell& cell) {
  const auto summary = html.in("summary");
  html.element("span", {{"class", "where"}}, format_release(cell.release));
  if (!is_checked(cell)) {
    write_mark(html, mark_of(cell));
    html.text(cell.error ? " error" : " skipped");
  }
  if (is_checked(cell)) {
    for (const CheckReport& check : cell.checks) {
      const auto chip = html.in("span", {{"class", "chip"}});
      write_mark(html, mark_of(check));
      html.text(" " + check.id + " ");
      html.element("span", {{"class", "number"}}, format_numbers(check.verdict));
    }
  }
  html.element("span", {{"class", "soft runs"}}, runs_text(cell.runs));
}

void write_walk(Html& html, const Walk& walk) {
  const auto fold = html.in("details", {{"class", "inner"}});
  html.element("summary", "How the verdict came about, run by run");
  html.element("p", {{"class", "soft"}}, walk.test);
  const auto scroll = html.in(
      "div",
      {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "How the verdict came about"}});
  const auto table = html.in("table", {{"class", "small"}});
  {
    const auto head = html.in("thead");
    const auto row = html.in("tr");
    for (const char* column : {"Run", "Outcome", "Seen", "At", "Taken"}) html.element("th", {{"scope", "col"}}, column);
    html.element("th", {{"scope", "col"}}, walk.measure);
    html.element("th", {{"scope", "col"}}, "Why");
  }
  const auto body = html.in("tbody");
  for (const WalkStep& step : walk.steps) {
    const auto row = html.in("tr");
    html.element("th", {{"scope", "row"}}, fmt::format("{}", step.run));
    html.element("td", step.outcome.empty() ? "–" : step.outcome);
    html.element("td", {{"class", "mono"}}, step.seen);
    html.element("td", step.time ? format_duration(*step.time) : std::string());
    html.element("td", step.taken);
    html.element("td", {{"class", "number"}}, fmt::format("{:.3g}", step.value));
    html.element("td", step.why);
  }
}

/// What is said of this release alone; what the check is stands above.
std::vector<Fact> facts_here(const CheckReport& check) {
  std::vector<Fact> facts = check_facts(check);
  std::erase_if(facts, [](const Fact& fact) {
    return fact.label == "why" || fact.label == "because" || fact.label == "noisy" || fact.label == "stated in" ||
           fact.label == "runs";
  });
  if (check.verdict.kind == verdict::VerdictKind::skipped && !check.verdict.reason.empty())
    facts.push_back({"skipped", clean_text(check.verdict.reason)});
  return facts;
}

void write_check(Html& html, const Cell& cell, const CheckReport& check) {
  const auto section = html.in(
      "section", {{"class", "check"}, {"aria-label", fmt::format("{} on {}", check.id, format_release(cell.release))}});
  {
    const auto heading = html.in("h4");
    write_mark(html, mark_of(check));
    html.text(" " + check.id + " ");
    html.element("span", {{"class", "soft"}}, describe_judgement(check));
  }
  html.element("p", {{"class", "rate"}}, describe_rate(check.verdict));
  for (const std::string& note : notes_of(check)) {
    const auto line = html.in("p", {{"class", "soft"}});
    html.prose(note);
  }
  write_facts(html, facts_here(check));
  if (check.walk) write_walk(html, *check.walk);
}

void write_commands(Html& html, const Cell& cell) {
  for (const Fact& fact : command_facts(cell)) {
    html.element("p", {{"class", "soft"}},
                 fact.label == "reproduce" ? "Repeat this cell" : "Start the program without schedlitmus");
    html.preformatted(fact.text);
  }
}

}  // namespace

void write_cell(Html& html, const Page& page, const Cell& cell) {
  const bool open = page.open_failed && is_to_open(cell);
  const auto column = std::ranges::find(page.report.releases, cell.release) - page.report.releases.begin();
  const auto fold =
      html.in("details", {{"class", "cell"}, {"data-r", fmt::format("{}", column)}, {"open", open ? "open" : ""}});
  write_summary(html, cell);
  const auto body = html.in("div", {{"class", "body"}, {"id", page.anchor(cell)}});
  if (cell.error) write_error(html, *cell.error);
  if (!cell.skipped_why.empty()) {
    const auto line = html.in("p");
    html.prose("Skipped: " + cell.skipped_why);
  }
  if (is_checked(cell))
    for (const CheckReport& check : cell.checks) write_check(html, cell, check);
  write_timeline(html, page, cell);
  write_runs(html, cell);
  write_facts(html, cell_facts(cell));
  write_commands(html, cell);
}

}  // namespace schedlitmus::report
