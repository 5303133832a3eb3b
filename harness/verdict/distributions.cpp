#include "verdict/distributions.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/hypergeometric.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cassert>
#include <cmath>

namespace schedlitmus::verdict {
namespace {

namespace math = boost::math;
using Binomial = math::binomial_distribution<double>;

void require(int held, int runs, double alpha) {
  assert(held >= 0 && held <= runs && alpha > 0 && alpha < 1);
  (void)held, (void)runs, (void)alpha;
}

/// Tables whose chance differs by rounding alone are as likely as each other.
constexpr double kRounding = 1 + 1e-9;

}  // namespace

double lower_bound(int held, int runs, double alpha) {
  require(held, runs, alpha);
  return runs == 0 ? 0 : Binomial::find_lower_bound_on_p(runs, held, alpha);
}

double upper_bound(int held, int runs, double alpha) {
  require(held, runs, alpha);
  return runs == 0 ? 1 : Binomial::find_upper_bound_on_p(runs, held, alpha);
}

Interval clopper_pearson(int held, int runs, double confidence) {
  const double tail = (1 - confidence) / 2;
  return {lower_bound(held, runs, tail), upper_bound(held, runs, tail)};
}

double binomial_at_most(int count, int runs, double rate) {
  if (count < 0) return 0;
  return count >= runs ? 1 : math::cdf(Binomial(runs, rate), count);
}

double fisher_exact(Rate a, Rate b) {
  assert(a.held >= 0 && a.held <= a.runs && b.held >= 0 && b.held <= b.runs);
  const int runs = a.runs + b.runs;
  const int held = a.held + b.held;
  if (a.runs == 0 || b.runs == 0) return 1;
  const math::hypergeometric_distribution<double> tables(static_cast<unsigned>(held), static_cast<unsigned>(a.runs),
                                                         static_cast<unsigned>(runs));
  const double here = math::pdf(tables, a.held) * kRounding;
  double sum = 0;
  for (int k = std::max(0, held - b.runs); k <= std::min(held, a.runs); ++k) {
    const double chance = math::pdf(tables, k);
    if (chance <= here) sum += chance;
  }
  return std::min(sum, 1.0);
}

double normal_two_sided(double z) { return 2 * math::cdf(math::complement(math::normal(), std::abs(z))); }

double normal_quantile(double p) { return math::quantile(math::normal(), p); }

double student_quantile(double p, double degrees) { return math::quantile(math::students_t(degrees), p); }

}  // namespace schedlitmus::verdict
