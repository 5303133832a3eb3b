#include "verdict/sequential_test.hpp"

#include <algorithm>
#include <cmath>

namespace schedlitmus::verdict {
namespace {

/// Mean time at which a Brownian motion with this drift and variance a run
/// leaves the interval `down` below and `up` above it. Both step sizes of the
/// test are large against the interval, so this is an estimate, but unlike
/// distance over drift it stays finite where the rate is between good and bad.
double mean_exit_time(double drift, double variance, double down, double up) {
  const double width = down + up;
  const double tilt = 2 * drift / variance;
  if (std::abs(tilt * width) < 1e-6) return down * up / variance;
  // The chance of leaving at the side the drift points to is computed from
  // its complement, whose exponents are negative and cannot overflow.
  const double against = tilt > 0 ? down : up;
  const double with_drift = std::expm1(-std::abs(tilt) * against) / std::expm1(-std::abs(tilt) * width);
  const double upwards = tilt > 0 ? with_drift : 1 - with_drift;
  return (width * upwards - down) / drift;
}

}  // namespace

SequentialTest::SequentialTest(const expectation::Hold& hold)
    : upper_(std::log((1 - hold.beta) / hold.alpha)),
      lower_(std::log(hold.beta / (1 - hold.alpha))),
      held_step_(std::log(hold.bad / hold.good)),
      missed_step_(std::log((1 - hold.bad) / (1 - hold.good))) {}

void SequentialTest::add(bool held) {
  if (state() != VerdictKind::inconclusive) return;
  ++(held ? held_ : missed_);
  // From the counts, not step by step: the same runs in another order give the
  // same ratio to the last bit. A step is infinite where good is 1 or bad is 0.
  log_ratio_ = (held_ > 0 ? held_ * held_step_ : 0) + (missed_ > 0 ? missed_ * missed_step_ : 0);
}

VerdictKind SequentialTest::state() const {
  if (log_ratio_ >= upper_) return VerdictKind::violated;
  if (log_ratio_ <= lower_) return VerdictKind::holds;
  return VerdictKind::inconclusive;
}

int SequentialTest::expected_more() const {
  if (state() != VerdictKind::inconclusive) return 0;
  const double down = log_ratio_ - lower_;
  const double up = upper_ - log_ratio_;
  double runs = 0;
  if (missed_ == 0) {
    runs = down / -held_step_;
  } else if (held_ == 0) {
    runs = up / missed_step_;
  } else {
    const double rate = static_cast<double>(held_) / (held_ + missed_);
    const double drift = rate * held_step_ + (1 - rate) * missed_step_;
    const double spread = missed_step_ - held_step_;
    runs = mean_exit_time(drift, rate * (1 - rate) * spread * spread, down, up);
  }
  return std::max(1, static_cast<int>(std::ceil(std::min(runs, 1e6))));
}

}  // namespace schedlitmus::verdict
