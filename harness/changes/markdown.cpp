// A comparison for a CI job's summary and for pull requests.
#include <fmt/format.h>

#include <algorithm>

#include "changes/bins.hpp"
#include "changes/words.hpp"
#include "changes/writers.hpp"
#include "compare/overview.hpp"
#include "compare/table.hpp"
#include "report/escape.hpp"
#include "report/format.hpp"
#include "report/markdown_sheet.hpp"

namespace schedlitmus::changes {

namespace {

using compare::Change;
using report::code;
using report::escape_markdown;

std::string clean(const std::string& text) { return escape_markdown(report::clean_text(text)); }

std::string head(const Compared& compared) {
  const int exit = exit_code(compared);
  std::string out = fmt::format("## {} {}\n\n",
                                exit == 0   ? "✅"
                                : exit == 1 ? "🔶"
                                : exit == 2 ? "❔"
                                            : "❌",
                                clean(headline(compared)));
  for (const auto& line : answer_lines(compared)) out += fmt::format("- **{}**\n", clean(line.text));
  return out + "\n" + clean(describe_rest(compared)) + "\n\n";
}

std::string notes(const Compared& compared) {
  std::string out;
  for (const auto& error : compared.errors) out += fmt::format("- **error** {}\n", clean(to_string(error)));
  if (compared.baseline)
    for (const auto& caution : compared.baseline->cautions) out += fmt::format("- mind: {}\n", clean(caution));
  return out.empty() ? out : out + "\n";
}

std::string table(const Compared& compared, std::size_t index) {
  const auto& line = compared.lines[index];
  const auto table = compare::table_of(line, index, compared.comparison.changes);
  if (table.rows.empty()) return {};
  std::string out = line.label.empty() ? "" : clean(line.label) + "\n\n";
  out += fmt::format("| {} | runs |", clean(compared.axis));
  std::string rule = "|---|--:|";
  for (const auto& column : table.columns) {
    out += " " + clean(describe(column)) + " |";
    rule += "---|";
  }
  out += "\n" + rule + "\n";
  std::vector<std::vector<std::string>> texts;
  for (std::size_t i = 0; i < table.columns.size(); ++i) texts.push_back(describe_column(compared, index, table, i));
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto& row = table.rows[i];
    out += fmt::format("| {} | {} |", clean(compare::describe_range(line, row.first, row.last)), row.runs);
    for (const auto& column : texts) out += fmt::format(" {} |", clean(column[i]));
    out += "\n";
  }
  return out + "\n";
}

std::string evidence(const Compared& compared, const Change& change) {
  const auto& line = compared.lines[change.line];
  const auto before = compare::run_values(line, change.what, change.before_first, change.from);
  const auto after = compare::run_values(line, change.what, change.to, change.after_last);
  std::string body = fmt::format("| value | {} | {} |\n|---|--:|--:|\n",
                                 clean(compare::describe_range(line, change.before_first, change.from)),
                                 clean(compare::describe_range(line, change.to, change.after_last)));
  for (const auto& bin : side_by_side(change, before, after))
    body += fmt::format("| {} | {} | {} |\n", clean(bin.label), bin.before, bin.after);
  body += fmt::format("\n{}\n", clean(describe_certainty(change)));
  if (const auto also = describe_also(change); !also.empty()) body += fmt::format("\nalso: {}\n", clean(also));
  if (const auto note = build_note(compared, change); !note.empty()) body += fmt::format("\nmind: {}\n", clean(note));
  return report::folded(fmt::format("{}{}: {}", line.label.empty() ? "" : clean(line.label) + ", ",
                                    clean(describe_step(compared, change.line, change.from, change.to)),
                                    code(report::clean_text(describe(change.what)))),
                        body);
}

std::string list(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) out += "- " + clean(line) + "\n";
  return out;
}

std::string context(const Compared& compared) {
  std::vector<std::string> lines;
  for (const auto& fact : context_facts(compared)) lines.push_back(fact.label + ": " + fact.text);
  return report::folded("How this was compared", list(lines));
}

}  // namespace

std::string to_markdown(const Compared& compared, std::size_t limit) {
  report::MarkdownSheet sheet(std::max(limit, report::kLeastMarkdown));
  sheet.add(head(compared));
  sheet.add(notes(compared));
  for (std::size_t i = 0; i < compared.lines.size(); ++i) sheet.add(table(compared, i));
  for (const auto& change : compared.comparison.changes) sheet.add(evidence(compared, change));
  for (const auto& [heading, lines] : other_findings(compared)) sheet.add(report::folded(clean(heading), list(lines)));
  sheet.add(context(compared));
  return sheet.take();
}

}  // namespace schedlitmus::changes
