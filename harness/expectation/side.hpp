// On which side of a condition a number is that does not satisfy it.
#pragma once

#include "expectation/expectation.hpp"

namespace schedlitmus::expectation {

/// Whether it is above what the condition says, else below. Needs a condition of numbers that do not grow with
/// gomaxprocs.
[[nodiscard]] bool is_above(const Condition& condition, double number);

}  // namespace schedlitmus::expectation
