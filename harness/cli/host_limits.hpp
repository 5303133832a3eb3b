// When a run on this machine counts.
#pragma once

#include "campaign/noise_limits.hpp"

namespace schedlitmus::cli {

/// This machine's limits; with `count_noisy` none. A calibration that cannot be
/// read is said on stderr, and no reason not to run.
[[nodiscard]] campaign::NoiseLimits host_limits(bool count_noisy);

}  // namespace schedlitmus::cli
