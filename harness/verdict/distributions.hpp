// The probability distributions behind the tests. Only distributions.cpp knows Boost.Math.
#pragma once

namespace schedlitmus::verdict {

struct Interval {
  double lower = 0, upper = 0;
  bool operator==(const Interval&) const = default;
};

/// One-sided lower bound (confidence 1 - alpha) of a rate after `held` of `runs`,
/// Clopper-Pearson; 0 without runs. Needs 0 <= held <= runs and alpha in (0, 1).
[[nodiscard]] double lower_bound(int held, int runs, double alpha);
/// One-sided upper bound, likewise; 1 without runs.
[[nodiscard]] double upper_bound(int held, int runs, double alpha);
/// Both at once, each with half of what the confidence leaves: the two-sided interval.
[[nodiscard]] Interval clopper_pearson(int held, int runs, double confidence);

/// P(X <= count) of a binomial X; 0 for a count below 0. Needs runs >= 0 and rate in [0, 1].
[[nodiscard]] double binomial_at_most(int count, int runs, double rate);

/// One of two groups: how many held, of how many.
struct Rate {
  int held = 0, runs = 0;
};
/// Fisher's exact test of equal rates, two-sided: the chance of all tables with
/// these margins that are no more likely than this one (R. A. Fisher, 1935).
[[nodiscard]] double fisher_exact(Rate a, Rate b);

/// P(|Z| >= |z|) of a standard normal Z.
[[nodiscard]] double normal_two_sided(double z);
/// The z with P(Z <= z) = p, p in (0, 1).
[[nodiscard]] double normal_quantile(double p);
/// The t with P(T <= t) = p of Student's T with that many degrees of freedom.
[[nodiscard]] double student_quantile(double p, double degrees);

}  // namespace schedlitmus::verdict
