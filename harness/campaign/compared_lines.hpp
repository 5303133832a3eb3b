// A stored campaign's runs, laid out along the axis on which they are compared.
#pragma once

#include <string>
#include <vector>

#include "compare/comparison.hpp"
#include "compare/grid.hpp"
#include "store/store.hpp"

namespace schedlitmus::campaign {

struct ComparedLines {
  std::string axis;  ///< "Go", "GOMAXPROCS", "variant", "GODEBUG": the first of them with several values
  std::vector<compare::Line> lines;
  std::vector<compare::Grid> grids;  ///< the times at which each line's traces are compared
};

/// Each run's streams are read once, and forgotten once they are values.
[[nodiscard]] Result<ComparedLines> read_lines(const store::Store& store, const store::Campaign& campaign);

/// The runs of one release in some campaigns of one program with one setting, at times that were chosen before.
[[nodiscard]] Result<compare::Place> read_place(const store::Store& store,
                                                const std::vector<store::Campaign>& campaigns,
                                                const std::string& release, const compare::Grid& grid);

}  // namespace schedlitmus::campaign
