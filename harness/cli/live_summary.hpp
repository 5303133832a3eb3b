// What was seen of a program from its trace, sample by sample, in bounded
// memory: for the summary at the end, and for a line now and then.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "trace/sample.hpp"

namespace schedlitmus::cli {

/// The values of one field. Those above 1000 are kept with three digits, so
/// that the memory is bounded.
class Distribution {
 public:
  void add(double value);
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] double quantile(double share) const;  ///< by nearest rank; share in (0, 1]
  [[nodiscard]] double mean() const { return count_ == 0 ? 0 : sum_ / static_cast<double>(count_); }
  [[nodiscard]] double least() const { return empty() ? 0 : values_.begin()->first; }
  [[nodiscard]] double most() const { return empty() ? 0 : values_.rbegin()->first; }

 private:
  std::map<double, std::uint64_t> values_;
  std::uint64_t count_ = 0;
  double sum_ = 0;
};

/// The line of least squares through the values over time.
class Slope {
 public:
  void add(Millis time, double value);
  /// A second; nothing where there are not two times.
  [[nodiscard]] std::optional<double> per_second() const;
  [[nodiscard]] double first() const { return first_; }
  [[nodiscard]] double last() const { return last_; }

 private:
  double n_ = 0, t_ = 0, v_ = 0, tt_ = 0, tv_ = 0;
  double begin_ = 0, first_ = 0, last_ = 0;
};

struct LiveSummary {
  void add(const trace::Sample& sample);

  std::uint64_t samples = 0;
  std::int64_t gomaxprocs = 0;  ///< of the last sample
  Millis first{}, last{};
  Distribution waiting;       ///< goroutines that could run and wait
  Distribution global_queue;  ///< of them in the global queue
  Distribution threads, idle_share;
  Distribution goroutines;  ///< of detailed samples
  Slope goroutines_trend;
};

/// For people, on several lines; empty where there was no sample.
[[nodiscard]] std::string to_text(const LiveSummary& summary);
/// {"samples":..., "waiting":{"median":...}}; one object without a line end.
[[nodiscard]] std::string to_json(const LiveSummary& summary);

}  // namespace schedlitmus::cli
