// One stored run against checks, from what the store kept of it.
#pragma once

#include <optional>
#include <vector>

#include "campaign/trace_check.hpp"
#include "store/store.hpp"

namespace schedlitmus::campaign {

struct CheckedAgain {
  std::vector<expectation::Outcome> outcomes;  ///< in the order of the checks
  std::optional<trace::Health> health;         ///< nothing where its stderr is not known whole
};

/// `run`: of a store that is open.
[[nodiscard]] CheckedAgain check_again(const store::Run& run, const std::vector<expectation::Check>& checks);

}  // namespace schedlitmus::campaign
