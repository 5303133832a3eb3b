#include "verdict/fixed_test.hpp"

#include <algorithm>

#include "verdict/distributions.hpp"

namespace schedlitmus::verdict {
namespace {

using expectation::Hold;

/// The fewest misses c with P(more than c | good) <= alpha, from a lower bound of it on.
int most_when_good(int runs, const Hold& hold, int from) {
  int misses = from;
  while (1 - binomial_at_most(misses, runs, 1 - hold.good) > hold.alpha) ++misses;
  return misses;
}

/// The most misses c with P(at most c | bad) <= beta, from a lower bound of it on; -1: none.
int fewest_when_bad(int runs, const Hold& hold, int from) {
  int misses = from;
  while (misses < runs && binomial_at_most(misses + 1, runs, 1 - hold.bad) <= hold.beta) ++misses;
  return misses;
}

}  // namespace

int runs_for(const Hold& hold) {
  int good = 0;
  int bad = -1;
  for (int runs = 1; runs < kMostRuns; ++runs) {
    good = most_when_good(runs, hold, good);
    bad = fewest_when_bad(runs, hold, bad);
    if (good <= bad) return runs;
  }
  return kMostRuns;
}

FixedTest::FixedTest(const Hold& hold) : runs_(hold.runs > 0 ? hold.runs : runs_for(hold)) {
  const int good = most_when_good(runs_, hold, 0);
  allowed_ = std::min(good, fewest_when_bad(runs_, hold, -1));
  broken_ = good + 1;
}

VerdictKind FixedTest::verdict(int missed) const {
  if (missed >= broken_) return VerdictKind::violated;
  return missed <= allowed_ ? VerdictKind::holds : VerdictKind::inconclusive;
}

}  // namespace schedlitmus::verdict
