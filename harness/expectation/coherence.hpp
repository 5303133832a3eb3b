// What no trace can do, found when an expectation is read: checks that exclude
// each other, and checks that can never hold.
#pragma once

#include <vector>

#include "expectation/expectation.hpp"
#include "support/result.hpp"

namespace schedlitmus::expectation {

/// One error for each such check, at its place in the file: of the
/// expectation's own checks and of those that stand under "releases".
[[nodiscard]] std::vector<Error> incoherences(const Expectation& expectation);

}  // namespace schedlitmus::expectation
