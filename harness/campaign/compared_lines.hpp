// A stored campaign's runs, laid out along the axis on which they are compared.
#pragma once

#include <string>
#include <vector>

#include "compare/comparison.hpp"
#include "store/store.hpp"

namespace schedlitmus::campaign {

struct ComparedLines {
  std::string axis;  ///< "Go", "GOMAXPROCS", "GODEBUG": the first of them with several values
  std::vector<compare::Line> lines;
};

/// Each run's streams are read once, and forgotten once they are values.
[[nodiscard]] Result<ComparedLines> read_lines(const store::Store& store, const store::Campaign& campaign);

}  // namespace schedlitmus::campaign
