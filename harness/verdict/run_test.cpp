#include "verdict/run_test.hpp"

#include "verdict/number_tests.hpp"
#include "verdict/rate_tests.hpp"

namespace schedlitmus::verdict {

std::unique_ptr<RunTest> make_test(const expectation::Check& check, const expectation::Hold& hold) {
  if (check.check_class == expectation::CheckClass::distribution)
    return check.reference ? reference_test(check, hold) : median_test(check, hold);
  return hold.test == expectation::HoldTest::fixed ? fixed_run_test(hold) : sequential_run_test(hold);
}

}  // namespace schedlitmus::verdict
