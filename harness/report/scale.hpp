// Round numbers for axes and bins.
#pragma once

namespace schedlitmus::report {

/// The least of 1, 2 and 5 times a power of ten of which at most `wanted` span the range. Both are above 0.
[[nodiscard]] double round_step(double range, double wanted);

}  // namespace schedlitmus::report
