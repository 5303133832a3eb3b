// Several stores made one: shards of a plan, or the runs of several machines.
#pragma once

#include <string>
#include <vector>

#include "support/result.hpp"

namespace schedlitmus::store {

struct Merged {
  int campaigns = 0, runs = 0;              ///< added
  int known_campaigns = 0, known_runs = 0;  ///< were there before, or in an input before
};

/// Puts all campaigns and runs of the inputs into `out`, which is created or
/// added to. What is there already, by its uid, is not added again; of two
/// states of a campaign the further one stays. The order of the inputs does
/// not matter for the content. Inputs are not written to, whatever their
/// schema. All or nothing: an input that is no store or is damaged leaves
/// `out` as it was.
[[nodiscard]] Result<Merged> merge(const std::string& out, const std::vector<std::string>& inputs);

}  // namespace schedlitmus::store
