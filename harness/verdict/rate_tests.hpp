// Tests of the hold rate as run tests. Internal to verdict.
#pragma once

#include "verdict/run_test.hpp"

namespace schedlitmus::verdict {

[[nodiscard]] std::unique_ptr<RunTest> sequential_run_test(const expectation::Hold& hold);
[[nodiscard]] std::unique_ptr<RunTest> fixed_run_test(const expectation::Hold& hold);

}  // namespace schedlitmus::verdict
