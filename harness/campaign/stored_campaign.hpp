// What a store has of a campaign: its report made again, its runs checked
// again. Needs neither Go nor the programs nor the expectations' files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "expectation/loader.hpp"
#include "report/model.hpp"
#include "store/store.hpp"

namespace schedlitmus::campaign {

struct StoredSource {
  const store::Store& store;
  std::string path;  ///< for the report
  /// None: the one that was begun last, and where it is a shard, all shards of its plan.
  std::optional<std::int64_t> campaign;
  bool explain = false;                             ///< tell how each verdict came about, run by run
  std::optional<double> confidence = std::nullopt;  ///< of two-sided intervals; none: as the campaign had it
};

/// The report as `run` gave it when the campaign ended; of a campaign that is
/// unfinished, as if it had been interrupted. Shards of one plan make one
/// report; one that is missing is an error of the report.
[[nodiscard]] Result<report::Report> report_stored(const StoredSource& source);

/// Whether runs of the one are runs of the other: the same program with the same settings and trace.
[[nodiscard]] bool same_scenario(const expectation::Scenario& a, const expectation::Scenario& b);

struct Rechecked {
  report::Report report;
  int runs = 0;     ///< checked again
  int changed = 0;  ///< of these, with another outcome of a check of the same id than was stored
};

/// Checks the runs again, in the order in which they were begun. `with`: in
/// place of the expectations that the store has, for the runs of the same name,
/// else for those of the same program and settings. What a run cannot tell,
/// because it was stopped early or its stderr is not kept whole, is undecided.
[[nodiscard]] Result<Rechecked> check_stored(const StoredSource& source, const expectation::Loaded* with,
                                             const std::string& command);

}  // namespace schedlitmus::campaign
