#include "verdict/characteristic.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "verdict/sequential_test.hpp"

namespace schedlitmus::verdict {
namespace {

/// Steps of the integral over the hold rate: the third decimal is exact.
constexpr int kSteps = 200;

/// A test that is still open after so many runs, with so many misses, and the chance of coming there.
struct Open {
  SequentialTest test;
  double chance = 0;
};

/// Log of the density of Beta(a, b) at x in (0, 1).
double log_beta_density(double x, double a, double b) {
  return std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + ((a - 1) * std::log(x)) + ((b - 1) * std::log1p(-x));
}

}  // namespace

Characteristic characteristic(const expectation::Hold& hold, double rate) {
  Characteristic sum;
  std::vector<Open> open{{SequentialTest(hold), 1}};  // by the number of misses
  for (int run = 0; run < hold.max_runs; ++run) {
    std::vector<Open> next(open.size() + 1, Open{SequentialTest(hold), 0});
    for (std::size_t misses = 0; misses < open.size(); ++misses) {
      if (open[misses].chance == 0) continue;
      for (const bool held : {true, false}) {
        auto test = open[misses].test;
        test.add(held);
        const double chance = open[misses].chance * (held ? rate : 1 - rate);
        if (test.state() == VerdictKind::violated) {
          sum.violated += chance;
        } else if (test.state() == VerdictKind::holds) {
          sum.holds += chance;
        } else {
          auto& into = next[misses + (held ? 0 : 1)];
          into = {std::move(test), into.chance + chance};
        }
      }
    }
    open = std::move(next);
  }
  return sum;
}

double false_alarm_of_recorded(const expectation::Hold& hold, int runs, int bounds) {
  double alarms = 0;
  double weights = 0;
  for (int step = 0; step < kSteps; ++step) {
    const double rate = (step + 0.5) / kSteps;
    const double weight = std::exp(log_beta_density(rate, runs + 1 - bounds, bounds));
    alarms += weight * characteristic(hold, rate).violated;
    weights += weight;
  }
  return alarms / weights;
}

}  // namespace schedlitmus::verdict
