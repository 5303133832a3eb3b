// How evenly samples come. The runtime prints them by the clock, so one that is
// late was kept by the host, by the scheduler's lock, or by who reads it.
#pragma once

#include <optional>
#include <vector>

#include "support/duration.hpp"

namespace schedlitmus::diagnosis {

struct Gap {
  Millis time{};    ///< of the sample that ends it
  Millis length{};  ///< since the sample before
};

/// Of a long trace the later part.
class Pace {
 public:
  void see(Millis time);
  [[nodiscard]] const std::vector<Gap>& gaps() const { return gaps_; }
  /// A tenth of the gaps are shorter; 0 without any.
  [[nodiscard]] Millis period() const;
  /// The share of the time by which all samples together are late.
  [[nodiscard]] double lost_share() const;
  [[nodiscard]] Millis longest() const;

 private:
  std::vector<Gap> gaps_;
  std::optional<Millis> last_;
};

/// Whether the host let the runtime print in time: no more than the 10 ms that its
/// monitor sleeps, and some, after a period.
[[nodiscard]] bool is_on_time(Millis gap, Millis period);

}  // namespace schedlitmus::diagnosis
