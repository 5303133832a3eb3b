// What the sequential test says in the long run: of a check whose true hold
// rate is known, how often is it VIOLATED, and how often does it HOLD?
#pragma once

#include "expectation/expectation.hpp"

namespace schedlitmus::verdict {

/// What is left of 1 is INCONCLUSIVE, at max_runs without a decision.
struct Characteristic {
  double violated = 0, holds = 0;
};

/// Exact, by following all courses of a sequential test of at most
/// hold.max_runs runs. Needs `rate` in [0, 1].
[[nodiscard]] Characteristic characteristic(const expectation::Hold& hold, double rate);

/// The chance of VIOLATED for a check whose bounds are the least and the
/// greatest value of `runs` recorded runs, on further runs of the same kind,
/// over all recordings that there might have been. Of any continuous
/// distribution the recorded bounds leave a Beta-distributed share of later
/// runs outside (S. S. Wilks, 1941); ties make it smaller. `bounds`: 1 for one
/// end, 2 for both. Needs runs >= bounds.
[[nodiscard]] double false_alarm_of_recorded(const expectation::Hold& hold, int runs, int bounds);

}  // namespace schedlitmus::verdict
