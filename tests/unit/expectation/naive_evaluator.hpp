// The meaning of each quantifier once more, over a whole trace at once and
// without any care for memory: what the streaming evaluator is compared with.
#pragma once

#include <vector>

#include "expectation/expectation.hpp"
#include "expectation/outcome.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::expectation {

/// `seen`, `time`, `number` and `samples` where a whole trace gives them: for what
/// the first sample decides alone the streaming evaluator stops there, and so does this.
/// The reason of an undecided outcome is left empty.
[[nodiscard]] Outcome evaluate_naively(const Check& check, const std::vector<trace::Sample>& samples);

}  // namespace schedlitmus::expectation
