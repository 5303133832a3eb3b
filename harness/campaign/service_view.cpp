#include "campaign/service_view.hpp"

#include <algorithm>

namespace schedlitmus::campaign {

Millis ServiceView::in_trace(Clock::time_point now) const {
  return std::chrono::duration_cast<Millis>(now - started_) - least_delay_.value_or(Millis{0});
}

std::optional<Millis> ServiceView::place(Millis sample, Clock::time_point now) {
  const std::scoped_lock lock(mutex_);
  if (!is_over_ && !zero_) {
    const auto delay = std::chrono::duration_cast<Millis>(now - started_) - sample;
    least_delay_ = std::min(least_delay_.value_or(delay), delay);
  }
  if (!is_over_) last_ = std::max(last_, sample);
  if (!zero_ || !from_ || sample < *from_ || (until_ && sample > *until_)) return std::nullopt;
  return sample - *zero_;
}

void ServiceView::open(Clock::time_point now, Millis warmup) {
  const std::scoped_lock lock(mutex_);
  // What was given before was not looked at, so it is not later either.
  zero_ = in_trace(now);
  if (last_ != Millis::min()) zero_ = std::max(*zero_, last_ + Millis{1});
  from_ = *zero_ + warmup;
}

void ServiceView::close(Clock::time_point now) {
  const std::scoped_lock lock(mutex_);
  if (!zero_ || until_) return;
  until_ = std::max(in_trace(now), last_);  // what was looked at stays so
}

void ServiceView::tell(store::Service& service) const {
  const std::scoped_lock lock(mutex_);
  service.zero = zero_;
  service.from = from_;
  service.until = until_;
}

}  // namespace schedlitmus::campaign
