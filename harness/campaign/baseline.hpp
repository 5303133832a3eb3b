// A baseline from a campaign that a store has, and a campaign beside a baseline.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "campaign/stored_campaign.hpp"
#include "compare/against.hpp"

namespace schedlitmus::campaign {

/// What later runs are compared with, and where it comes from.
struct BaselineSource {
  compare::Baseline baseline;
  std::string from;  ///< "baseline.json"; "store.db, campaign 3"
  std::string uid;   ///< of that campaign; empty: it comes from a file
};

/// All places of the campaign, of one expectation, with enough runs. Traces are read at the times of
/// `before` where that has the place and they reach them, so that a recording is like the one before.
/// An error: it has several expectations, or no place with enough runs.
[[nodiscard]] Result<compare::Baseline> baseline_of(const store::Store& store, const store::Campaign& campaign,
                                                    const compare::Baseline* before = nullptr);

/// Reads a baseline's file, all of its errors at once.
[[nodiscard]] tl::expected<compare::Baseline, std::vector<Error>> read_baseline_file(const std::string& path);

/// A baseline's file; or a store, of which the newest finished campaign of the same name and scenario is
/// taken, wherever the program's folder lies, but not the one called `not_uid`. Opened to read only.
[[nodiscard]] tl::expected<BaselineSource, std::vector<Error>> find_baseline(const std::string& path,
                                                                             const std::string& name,
                                                                             const expectation::Scenario& scenario,
                                                                             const std::string& not_uid = {});

/// Each place of the campaign beside its counterpart; its traces are read at the baseline's times.
struct AgainstBaseline {
  std::vector<compare::Line> lines;
  std::vector<std::string> cautions;  ///< what else is not the same: host, setting, length of the traces
  std::vector<std::string> not_run;   ///< the baseline's places that nothing is compared with: "1.25.3, GOMAXPROCS=4"
};
[[nodiscard]] Result<AgainstBaseline> read_against(const store::Store& store, const store::Campaign& campaign,
                                                   const compare::Baseline& baseline);

/// What is said of that expectation of the campaign for people, the same on every machine: without the folder
/// that its program lies in.
[[nodiscard]] std::string setting_in(const store::Campaign& campaign, const std::string& expectation);

/// The scenario of the campaign's expectation, with what the command line added to it.
[[nodiscard]] Result<expectation::Scenario> scenario_of_campaign(const store::Campaign& campaign);

}  // namespace schedlitmus::campaign
