// What a comparison of that size would have found, said with its result: no
// change seen is no proof that there is none.
#pragma once

namespace schedlitmus::compare {

/// The chance that a change of a rate would be named: Fisher's exact test with
/// so many runs on each side gives `p` or less, and the rates seen are kLeastEffect
/// or more apart. Needs runs >= 1 and rates in [0, 1].
[[nodiscard]] double power(double before, double after, int runs, double p);

}  // namespace schedlitmus::compare
