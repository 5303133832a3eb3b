// How a check's verdict came about, run by run.
#pragma once

#include "campaign/cell_progress.hpp"
#include "report/model.hpp"

namespace schedlitmus::campaign {

/// The runs of the cell in the order in which they were begun.
[[nodiscard]] std::vector<const store::Run*> runs_in_turn(const CellProgress& progress);

/// Its runs once more before a judge.
[[nodiscard]] report::Walk walk_of(const CellProgress& progress, const expectation::Check& check);

/// What would settle an inconclusive verdict: runs, a quieter host, a larger window; else empty.
[[nodiscard]] std::string settled_by(const CellProgress& progress, const expectation::Check& check,
                                     const verdict::Verdict& verdict);

}  // namespace schedlitmus::campaign
