// Runs of a store -> what reports say of them.
#pragma once

#include <string>
#include <vector>

#include "report/model.hpp"
#include "store/store.hpp"

namespace schedlitmus::campaign {

/// "exited with code 0: 3 runs", one line for each way of ending.
[[nodiscard]] std::vector<std::string> endings_of(const std::vector<store::Run>& runs);

[[nodiscard]] report::RunReport report_run(const store::Run& run);

}  // namespace schedlitmus::campaign
