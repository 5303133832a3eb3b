#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "lesson/lesson_plan.hpp"
#include "lesson/writers.hpp"
#include "report/format.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::lesson {

using report::Judgement;

namespace {

std::string enumerate(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return text;
}

}  // namespace

std::string words_of(const Statement& statement) {
  if (!statement.says.empty()) return report::clean_text(statement.says);
  std::vector<std::string> checks;
  for (const auto& check : statement.checks.read)
    checks.push_back((statement.violated.contains(check.id) ? "not: " : "") + expectation::describe(check));
  return report::clean_text(fmt::format("{}", fmt::join(checks, "; ")));
}

std::string describe(const CheckSaid& check) {
  auto text = check.judgement == Judgement::ok ? check.rate : fmt::format("{}: {}", check.verdict, check.rate);
  if (check.judgement == Judgement::inconclusive && !check.gap.empty()) text += "; " + check.gap;
  return text;
}

Judgement worst(const Said& said) {
  for (const auto judgement : {Judgement::failed, Judgement::inconclusive, Judgement::ok})
    if (std::ranges::find(said.on, judgement, &SaidOn::judgement) != said.on.end()) return judgement;
  return Judgement::skipped;
}

std::string_view mark_of(Judgement judgement) {
  switch (judgement) {
    case Judgement::ok:
      return "✓";
    case Judgement::failed:
      return "✗";
    case Judgement::inconclusive:
      return "?";
    case Judgement::skipped:
      break;
  }
  return "–";
}

std::string describe_run(const Lesson& lesson, std::size_t run, const Taught& taught) {
  const auto& spec = lesson.runs[run];
  const auto prefix = fmt::format("{}/{}", stem_of(lesson), spec.name);
  std::string settings;
  std::vector<std::string> releases;
  for (const auto& cell : taught.report.cells) {
    const auto& expectation = taught.report.expectations[cell.row];
    const bool is_ours =
        expectation.name == prefix + " on " + cell.release || expectation.name == prefix + " whole on " + cell.release;
    if (!is_ours) continue;
    settings = expectation.settings;
    if (std::ranges::find(releases, cell.release) == releases.end()) releases.push_back(cell.release);
  }
  return fmt::format("{}, GOMAXPROCS={}{}{}", settings.empty() ? "program " + spec.read.scenario.program : settings,
                     spec.read.scenario.gomaxprocs.front(), releases.empty() ? "" : ", on Go ", enumerate(releases));
}

std::string part_of_lesson(const std::string& words) {
  std::istringstream lines(report::clean_text(words, report::Lines::many));
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) line = "**" + line.substr(3) + "**";
    for (const char c : line) text += c == '<' ? std::string("&#60;") : std::string(1, c);
    text += '\n';
  }
  return text;
}

std::string describe_totals(const Taught& taught) {
  std::map<Judgement, std::uint64_t> counts;
  for (const auto& said : taught.statements) ++counts[worst(said)];
  std::vector<std::string> parts;
  const auto add = [&](Judgement judgement, const char* one, const char* many) {
    const auto count = counts[judgement];
    if (count > 0) parts.push_back(fmt::format("{} {}", count_of(count, "statement"), count == 1 ? one : many));
  };
  add(Judgement::ok, "holds", "hold");
  add(Judgement::failed, "does not hold", "do not hold");
  add(Judgement::inconclusive, "is open", "are open");
  add(Judgement::skipped, "is skipped here", "are skipped here");
  const auto missing = static_cast<std::uint64_t>(
      std::ranges::count_if(taught.shows, [](const Shown& shown) { return !shown.missing.empty(); }));
  if (missing > 0) parts.push_back(fmt::format("{} nothing to show", count_of(missing, "block has", "blocks have")));
  return fmt::format("{}; {}", fmt::join(parts, ", "), count_of(report::totals(taught.report).runs, "run"));
}

}  // namespace schedlitmus::lesson
