// What was compared, found on the command line and written.
#pragma once

#include <string>

#include "campaign/compare.hpp"
#include "cli/commands.hpp"
#include "report/writers.hpp"

namespace schedlitmus::cli {

/// What `compare WHAT` means: an expectation file (*.json), whose scenario is
/// taken; a Go file, which is copied to a folder of its own beside the store;
/// a folder of goprograms/ by its name, or any folder with Go sources.
[[nodiscard]] Result<campaign::CompareSettings> find_what(const CompareOptions& options, const std::string& programs);

/// The answer first, then a table, then the evidence of each change.
[[nodiscard]] std::string to_terminal(const campaign::Compared& compared, const report::TerminalStyle& style);
[[nodiscard]] std::string to_json(const campaign::Compared& compared);

/// The part of to_terminal() below the table.
[[nodiscard]] std::string evidence_text(const campaign::Compared& compared, const report::TerminalStyle& style);

/// "1.13.15 -> 1.14.15".
[[nodiscard]] std::string describe_step(const campaign::Compared& compared, std::size_t line, std::size_t from,
                                        std::size_t to);
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
[[nodiscard]] std::string build_note(const campaign::Compared& compared, const compare::Change& change);
/// Places that could not be run, those with the same reason together: "Go 1.2.2..1.17.13: ...".
[[nodiscard]] std::vector<std::string> not_compared(const campaign::Compared& compared);

/// 0 no change, 1 changes, 2 too few runs count to say so or a baseline has not the setting, 3 something
/// could not be run, 130 interrupted.
[[nodiscard]] int exit_code(const campaign::Compared& compared);

}  // namespace schedlitmus::cli
