#include "report/scale.hpp"

#include <algorithm>
#include <cmath>

namespace schedlitmus::report {

double round_step(double range, double wanted) {
  const double raw = std::max(range / wanted, 1e-9);
  const double power = std::pow(10, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (raw <= factor * power) return factor * power;
  return 10 * power;
}

}  // namespace schedlitmus::report
