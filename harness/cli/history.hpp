// What `history` found, as reports.
#pragma once

#include <string>

#include "campaign/history.hpp"
#include "report/writers.hpp"

namespace schedlitmus::cli {

/// What changed and when first, then each series: its campaigns, and what they show as a small curve.
[[nodiscard]] std::string to_terminal(const campaign::History& history, const report::TerminalStyle& style);
[[nodiscard]] std::string to_json(const campaign::History& history, const std::string& command);

/// 0 no change, 1 changes, 2 nowhere two campaigns that can be compared.
[[nodiscard]] int exit_code(const campaign::History& history);

}  // namespace schedlitmus::cli
