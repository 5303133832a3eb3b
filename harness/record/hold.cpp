#include <array>

#include "record/proposal.hpp"
#include "verdict/characteristic.hpp"

namespace schedlitmus::record {
namespace {

struct Rates {
  double good, bad;
};
/// The farther apart, the sooner decided; the lower, the fewer recorded runs it takes to promise them.
constexpr std::array<Rates, 6> kRates = {
    {{0.95, 0.70}, {0.90, 0.60}, {0.85, 0.50}, {0.80, 0.40}, {0.75, 0.35}, {0.70, 0.30}}};
constexpr int kBothEnds = 2;

}  // namespace

expectation::Hold hold_for(int runs, double alpha) {
  expectation::Hold hold;
  hold.alpha = alpha;
  for (const auto& rates : kRates) {
    hold.good = rates.good;
    hold.bad = rates.bad;
    if (verdict::false_alarm_of_recorded(hold, runs, kBothEnds) <= alpha) break;
  }
  return hold;
}

}  // namespace schedlitmus::record
