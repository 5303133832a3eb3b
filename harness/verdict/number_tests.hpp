// Tests of the numbers that runs give, for checks of class distribution.
// Internal to verdict.
//
// Both look once, after as many runs as were planned: a p that is looked at after
// every run is small by chance sooner or later.
//
//   reference  VIOLATED  p of the permutation test <= alpha, and Cliff's delta, with
//                        pairs inside the margin as ties, is kSameDelta or more
//              HOLDS     delta's interval (confidence 1 - 2 * beta) is below kSameDelta
//                        on both sides: two one-sided tests at beta
//   median     VIOLATED  its one-sided bound (confidence 1 - alpha) is beyond one of
//                        the condition's; a sign test
//              HOLDS     both its one-sided bounds (confidence 1 - beta) are within
#pragma once

#include "verdict/run_test.hpp"

namespace schedlitmus::verdict {

/// From there on a difference counts: a number of one side is greater in two of
/// three pairs (Romano and others' "small" ends there).
inline constexpr double kSameDelta = 0.33;

[[nodiscard]] std::unique_ptr<RunTest> reference_test(const expectation::Check& check, const expectation::Hold& hold);
[[nodiscard]] std::unique_ptr<RunTest> median_test(const expectation::Check& check, const expectation::Hold& hold);

}  // namespace schedlitmus::verdict
