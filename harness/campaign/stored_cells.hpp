// The cells of stored campaigns with their runs, ready for judges.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "campaign/cell_progress.hpp"
#include "campaign/stored_campaign.hpp"

namespace schedlitmus::campaign {

/// One cell as it was planned, and all its runs, without their streams.
struct StoredCell {
  MatrixCell cell;        ///< with the checks that were its own
  std::string reproduce;  ///< empty: was not kept
  std::optional<Error> error;
  std::vector<store::Run> runs;  ///< in the order in which they were stored; those that count
  int superseded = 0;            ///< runs of an earlier build
};

/// One campaign, or the shards of one plan as one.
struct StoredCells {
  std::vector<store::Campaign> campaigns;  ///< at least one
  expectation::Loaded loaded;              ///< errors: those of the campaigns
  std::vector<std::string> settings;       ///< the report's lines, for each expectation; empty: was not kept
  Settings options;                        ///< what of the command line was kept
  std::vector<StoredCell> cells;           ///< in the plan's order
};

[[nodiscard]] Result<StoredCells> read_cells(const StoredSource& source);

/// The releases of the cells, ascending.
[[nodiscard]] std::vector<std::string> releases_of(const std::vector<MatrixCell>& cells);

/// Counts the outcomes in the order of the starts; `revise` may change a run's before.
void judge_runs(CellProgress& progress, std::vector<store::Run> runs,
                const std::function<void(store::Run&)>& revise = {});

}  // namespace schedlitmus::campaign
