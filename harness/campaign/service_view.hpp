// Which of a service's samples are looked at, and at which time of its checks.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>

#include "store/service.hpp"
#include "support/duration.hpp"

namespace schedlitmus::campaign {

/// A trace counts its time from about the start of its process; how far that is
/// from our clock is seen from the samples as they come. Checks count from the
/// moment when the view is opened, the load's start. The view of a run that was
/// stored gives each sample the same place.
///
/// Safe from two threads: one gives samples, the other opens and closes.
class ServiceView {
 public:
  using Clock = std::chrono::steady_clock;

  explicit ServiceView(Clock::time_point started) : started_(started) {}
  /// Of a run that is over.
  explicit ServiceView(const store::Service& service)
      : zero_(service.zero), from_(service.from), until_(service.until), is_over_(true) {}

  /// The sample's time for its checks; nothing: it is not looked at.
  [[nodiscard]] std::optional<Millis> place(Millis sample, Clock::time_point now);
  void open(Clock::time_point now, Millis warmup);
  void close(Clock::time_point now);
  /// Zero, from and until, as a store keeps them.
  void tell(store::Service& service) const;

 private:
  [[nodiscard]] Millis in_trace(Clock::time_point now) const;

  mutable std::mutex mutex_;
  Clock::time_point started_;
  std::optional<Millis> least_delay_;  ///< least difference of our time since the start and a sample's
  Millis last_ = Millis::min();        ///< time of the latest sample
  std::optional<Millis> zero_, from_, until_;
  bool is_over_ = false;
};

}  // namespace schedlitmus::campaign
