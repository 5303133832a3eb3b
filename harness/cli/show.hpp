// Stored campaigns and runs for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "store/store.hpp"

namespace schedlitmus::cli {

/// A line for each campaign.
[[nodiscard]] std::string campaigns_text(const std::vector<store::Campaign>& campaigns,
                                         const report::TerminalStyle& style);
/// A line for each run: settings, ending, what each check saw.
[[nodiscard]] std::string runs_text(const std::vector<store::Run>& runs, const store::Campaign& campaign,
                                    const report::TerminalStyle& style);
/// All that is kept of one run but its streams.
[[nodiscard]] std::string run_text(const store::Run& run, const store::Campaign& campaign, std::uint64_t in_file,
                                   const report::TerminalStyle& style);

/// The same as JSON, schema "schedlitmus-store/1".
[[nodiscard]] std::string runs_json(const store::Campaign& campaign, const std::vector<store::Run>& runs);
[[nodiscard]] std::string run_json_text(const store::Run& run, const store::Campaign& campaign, std::uint64_t in_file);

}  // namespace schedlitmus::cli
