// How much of the CPU the program wanted and did not get, and the host's own
// account of it, over one run.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "process/launcher.hpp"

namespace schedlitmus::process {

/// CPU time of the host, in the kernel's ticks.
struct Ticks {
  std::uint64_t stolen = 0;
  std::uint64_t all = 0;  ///< with the stolen ones
  bool operator==(const Ticks&) const = default;
};

/// The kernel's figures, each nothing where it does not give them.
struct HostCounters {
  std::optional<std::uint64_t> pressure_us;  ///< /proc/pressure/cpu: "some" total
  std::optional<Ticks> ticks;                ///< /proc/stat
};

/// Their readers, apart from the files they come from.
[[nodiscard]] std::optional<std::uint64_t> pressure_total(const std::string& proc_pressure_cpu);
/// From the line "cpu ..." of /proc/stat.
[[nodiscard]] std::optional<Ticks> ticks_of(const std::string& proc_stat);
/// Nanoseconds runnable but not running: the second field of a schedstat file.
[[nodiscard]] std::optional<std::uint64_t> run_delay_of(const std::string& schedstat);
/// VmHWM of /proc/PID/status, KiB.
[[nodiscard]] std::optional<std::uint64_t> peak_rss_of(const std::string& status);

/// Made when the program starts.
class NoiseMeter {
 public:
  explicit NoiseMeter(pid_t program);

  /// Reads the program's threads, children's not. A thread that is gone keeps
  /// its last value, so what a thread waited after the last sample is lost.
  void sample();
  /// For a wall time from the meter's start to now.
  [[nodiscard]] Noise over(std::chrono::nanoseconds wall) const;
  /// The highest resident size that the program had at a sample; 0: not known,
  /// as the first sample comes while it is still starting.
  [[nodiscard]] std::uint64_t peak_rss_kib() const { return samples_ > 1 ? peak_rss_kib_ : 0; }

 private:
  std::string folder_;  ///< /proc/PID
  HostCounters begin_;
  std::map<pid_t, std::uint64_t> run_delay_ns_;  ///< by thread; a thread id is hardly used again within one run
  std::uint64_t peak_rss_kib_ = 0;
  int samples_ = 0;
};

}  // namespace schedlitmus::process
