// What the diagnoser found, for people.
#pragma once

#include <string>

#include "diagnosis/findings.hpp"
#include "report/writers.hpp"

namespace schedlitmus::cli {

/// The answer first, then for each diagnosis its evidence, what it means, what
/// to do and where it misleads. `of`: "trace.err", the name of what was looked at.
[[nodiscard]] std::string to_terminal(const diagnosis::Findings& findings, const std::string& of,
                                      const report::TerminalStyle& style);
/// The rules in effect, each with what it compares and where its number comes from.
[[nodiscard]] std::string rules_to_terminal(const diagnosis::Rules& rules, const report::TerminalStyle& style);

}  // namespace schedlitmus::cli
