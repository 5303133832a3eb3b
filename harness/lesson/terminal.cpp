#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lesson/writers.hpp"
#include "report/format.hpp"
#include "support/table.hpp"

namespace schedlitmus::lesson {

namespace {

using report::Judgement;

Colour colour_of(Judgement judgement) {
  if (judgement == Judgement::ok) return Colour::green;
  if (judgement == Judgement::failed) return Colour::red;
  return judgement == Judgement::inconclusive ? Colour::yellow : Colour::dim;
}

void add_details(std::string& out, const SaidOn& on) {
  if (!on.why.empty()) out += fmt::format("       on Go {}: {}\n", on.release, report::clean_text(on.why));
  for (const auto& check : on.checks) {
    if (check.judgement == Judgement::ok || check.judgement == Judgement::skipped) continue;
    out += fmt::format("       on Go {}\n", on.release);
    out += fmt::format("         expected  {}\n", check.expected);
    out += fmt::format("         seen      {}\n",
                       check.seen.empty() ? "nothing" : fmt::format("{}", fmt::join(check.seen, ", ")));
    out += fmt::format("         verdict   {}\n", describe(check));
  }
}

void add_statement(std::string& out, const Lesson& lesson, const Statement& statement, const Said& said, bool colour) {
  const auto judgement = worst(said);
  std::vector<std::string> releases;
  for (const auto& on : said.on) releases.push_back(on.release);
  out +=
      fmt::format("  {} {}:{}  {}  (Go {})\n", coloured(mark_of(judgement), colour_of(judgement), colour), lesson.file,
                  statement.position.line, report::without_backticks(words_of(statement)), fmt::join(releases, ", "));
  for (const auto& on : said.on)
    if (on.judgement != Judgement::ok) add_details(out, on);
}

}  // namespace

std::string to_terminal(const Lesson& lesson, const Taught& taught, report::TerminalStyle style) {
  std::string out = report::clean_text(lesson.title.empty() ? lesson.file : lesson.title) + "\n\n";
  for (std::size_t i = 0; i < taught.statements.size(); ++i)
    add_statement(out, lesson, lesson.statements[i], taught.statements[i], style.colour);
  for (std::size_t i = 0; i < taught.shows.size(); ++i) {
    if (taught.shows[i].missing.empty()) continue;
    out += fmt::format("  {} {}:{}  the {}: {}\n", coloured(mark_of(Judgement::failed), Colour::red, style.colour),
                       lesson.file, lesson.shows[i].position.line, name_of(lesson.shows[i].kind),
                       report::clean_text(taught.shows[i].missing));
  }
  if (!taught.statements.empty()) out += fmt::format("\n{}\n", describe_totals(taught));
  return out;
}

}  // namespace schedlitmus::lesson
