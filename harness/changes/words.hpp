// How a comparison is told, in every report the same.
#pragma once

#include <string>
#include <vector>

#include "changes/model.hpp"
#include "compare/table.hpp"
#include "report/facts.hpp"
#include "report/writers.hpp"

namespace schedlitmus::changes {

/// All that changes at one step: "1.13.15 -> 1.14.15: runqueue at 375ms 0 -> 4.5 (9 of 10 runs); with it waiting".
struct AnswerLine {
  std::string text;
  std::size_t change = 0;  ///< the first of them in Comparison::changes
};
[[nodiscard]] std::vector<AnswerLine> answer_lines(const Compared& compared);
/// "no other change in 26 releases (520 runs, 2,300 comparisons)".
[[nodiscard]] std::string describe_rest(const Compared& compared);

/// "1.13.15 -> 1.14.15".
[[nodiscard]] std::string describe_step(const Compared& compared, std::size_t line, std::size_t from, std::size_t to);
/// Values of the change's observable, as describe_side(): those that are different look different.
[[nodiscard]] std::vector<std::string> describe_values(const compare::Change& change,
                                                       const std::vector<std::string>& values);
/// What a side shows, made harmless, on one line: "x=#, y=#" / "5".
[[nodiscard]] std::string describe_side(const compare::Change& change, const compare::Shown& side);
/// Each value and its runs: "0 x17, 1 x3".
[[nodiscard]] std::string describe_histogram(const compare::Change& change, const compare::Shown& side);
/// "Cliff's delta 1 (95 % interval 0.4 to 1), p = 1e-07".
[[nodiscard]] std::string describe_statistics(const compare::Change& change);
/// The commands that show a run of either side; empty where a side has none.
[[nodiscard]] std::string show_commands(const compare::Change& change, const std::string& store);
/// What was built otherwise on the two sides, by their modules or GODEBUG defaults; empty: nothing.
[[nodiscard]] std::string build_note(const Compared& compared, const compare::Change& change);
/// Places that could not be run, those with the same reason together: "Go 1.2.2..1.17.13: ...".
[[nodiscard]] std::vector<std::string> not_compared(const Compared& compared);

/// The same as describe_statistics() with q.
[[nodiscard]] std::string describe_certainty(const compare::Change& change);
/// What the rows of a line's table show of a column: "9 (0..9)", "\"a\" (3 of 20)"; "-" of no runs. What is different
/// in them can be seen.
[[nodiscard]] std::vector<std::string> describe_column(const Compared& compared, std::size_t line,
                                                       const compare::Table& table, std::size_t column);
/// What else of that name changes there: "stdout.y 1 -> 2; 3 more".
[[nodiscard]] std::string describe_also(const compare::Change& change);
/// "load: 2 changes", "load: no change".
[[nodiscard]] std::string headline(const Compared& compared);
/// A p or q.
[[nodiscard]] std::string format_chance(double p);
/// What is no change of the program's, under a heading each; without those that are empty.
struct Findings {
  const char* heading;
  std::vector<std::string> lines;
};
[[nodiscard]] std::vector<Findings> other_findings(const Compared& compared);
/// How it was compared, with cautions and what it would have found.
[[nodiscard]] std::vector<report::Fact> context_facts(const Compared& compared);

/// The part of the terminal's report below the table.
[[nodiscard]] std::string evidence_text(const Compared& compared, const report::TerminalStyle& style);

}  // namespace schedlitmus::changes
