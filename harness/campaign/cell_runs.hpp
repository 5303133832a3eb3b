// What the runs of one place show, before it is known at which times they are compared.
#pragma once

#include <cstdint>
#include <vector>

#include "compare/comparison.hpp"
#include "compare/run_values.hpp"
#include "store/store.hpp"

namespace schedlitmus::campaign {

struct CellRuns {
  std::vector<std::int64_t> ids;
  std::vector<compare::RunShown> shown;
  Millis period{};  ///< of schedtrace
};

/// Those that count; where they are too few, and only because the host was busy,
/// all. Each run's streams are read once. Fills in all of the place but its value and runs.
[[nodiscard]] Result<CellRuns> read_cell_runs(const store::Store& store, const std::vector<const store::Run*>& runs,
                                              compare::Place& place);

/// The length that nine tenths of the traces reach.
[[nodiscard]] Millis length_of(const CellRuns& cell);

/// The runs as values at those times; of a noisy place what is printed only.
void put_values(const CellRuns& cell, const compare::Grid& grid, compare::Place& place);

}  // namespace schedlitmus::campaign
