// What the host did beside the runs, for reports.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "campaign/noise_limits.hpp"
#include "report/model.hpp"
#include "store/store.hpp"

namespace schedlitmus::campaign {

/// Over these runs; nothing where there are none. The delay is told for each P, as its limit is.
[[nodiscard]] std::optional<report::NoiseSummary> noise_of(const std::vector<const store::Run*>& runs,
                                                           const NoiseLimits& limits);

/// The signals above their limits, and what can be done: "others used 48 % of
/// the runs' CPUs in the median, 51 % at most (limit 10 %, defaults: ...)".
[[nodiscard]] std::string describe_excess(const report::NoiseSummary& noise);

}  // namespace schedlitmus::campaign
