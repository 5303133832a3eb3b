// Expectations x GOMAXPROCS x releases x variants -> the cells of the matrix,
// each with its checks as they stand on that release.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "campaign/campaign.hpp"
#include "campaign/checks_on_release.hpp"
#include "plan/plan.hpp"

namespace schedlitmus::campaign {

struct MatrixCell : ChecksOnRelease {
  plan::Cell place;
  /// Why this machine has too few CPUs for it, or empty. Such a cell is skipped
  /// after the shards were dealt out, so that machines of all sizes deal alike.
  std::string too_few_cpus;
};

struct Matrix {
  std::vector<MatrixCell> cells;
  std::vector<std::string> releases;  ///< of the cells, ascending
  std::vector<Error> errors;          ///< unknown releases, selectors that cannot be read
};

/// Of a shard: its cells only, with the releases of the whole.
[[nodiscard]] Matrix make_matrix(const std::vector<expectation::Expectation>& expectations, const Settings& settings,
                                 const toolchain::Toolchain::Listing& listing);

}  // namespace schedlitmus::campaign
