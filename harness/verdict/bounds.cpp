// The only unit that knows Boost.Math.
#include <boost/math/distributions/binomial.hpp>
#include <cassert>

#include "verdict/verdict.hpp"

namespace schedlitmus::verdict {
namespace {

using Binomial = boost::math::binomial_distribution<double>;

void require(int held, int runs, double alpha) {
  assert(held >= 0 && held <= runs && alpha > 0 && alpha < 1);
  (void)held, (void)runs, (void)alpha;
}

}  // namespace

double lower_bound(int held, int runs, double alpha) {
  require(held, runs, alpha);
  return runs == 0 ? 0 : Binomial::find_lower_bound_on_p(runs, held, alpha);
}

double upper_bound(int held, int runs, double alpha) {
  require(held, runs, alpha);
  return runs == 0 ? 1 : Binomial::find_upper_bound_on_p(runs, held, alpha);
}

}  // namespace schedlitmus::verdict
