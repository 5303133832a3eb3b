// The options that say how programs are launched, read.
#pragma once

#include "campaign/campaign.hpp"
#include "cli/options.hpp"

namespace schedlitmus::cli {

/// Puts what the options say into `settings`; an error names the option.
[[nodiscard]] Result<void> read_launch(const LaunchOptions& options, campaign::Settings& settings);

/// What the options say of a scenario's trace and GODEBUG, besides its own or in place of it; likewise.
[[nodiscard]] Result<void> put_into(expectation::Scenario& scenario, const std::map<std::string, std::string>& godebug,
                                    const std::string& period, bool detail);

/// --period of a trace into `into`; likewise.
[[nodiscard]] Result<void> read_period(const std::string& text, Millis& into);

}  // namespace schedlitmus::cli
