// How much of the CPU the program wanted and did not get, and the host's own
// account of it, over one run.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

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
  std::optional<std::uint64_t> pressure_us;           ///< /proc/pressure/cpu: "some" total
  std::optional<Ticks> ticks;                         ///< /proc/stat
  std::optional<std::uint64_t> busy_ticks;            ///< /proc/stat: of the run's CPUs
  std::optional<std::chrono::nanoseconds> throttled;  ///< see cgroup.hpp
};

/// Their readers, apart from the files they come from.
[[nodiscard]] std::optional<std::uint64_t> pressure_total(const std::string& proc_pressure_cpu);
/// From the line "cpu ..." of /proc/stat.
[[nodiscard]] std::optional<Ticks> ticks_of(const std::string& proc_stat);
/// From the lines "cpuN ..." of /proc/stat: ticks of these CPUs, neither idle
/// nor stolen, together; nothing unless each of them is there.
[[nodiscard]] std::optional<std::uint64_t> busy_ticks_of(const std::string& proc_stat, const std::vector<int>& cpus);
/// Nanoseconds runnable but not running: the second field of a schedstat file.
[[nodiscard]] std::optional<std::uint64_t> run_delay_of(const std::string& schedstat);
/// VmHWM of /proc/PID/status, KiB.
[[nodiscard]] std::optional<std::uint64_t> peak_rss_of(const std::string& status);

/// Takes what another process of ours used of the run's CPUs, for a `wall` of the run, off what is taken
/// for others'. It ran on `on`; empty lists: on any CPU.
void take_off(Noise& noise, const RunRecord& ours, const std::vector<int>& on, std::chrono::nanoseconds wall,
              const std::vector<int>& cpus);

/// Made when the program starts.
class NoiseMeter {
 public:
  /// For a run on these CPUs.
  explicit NoiseMeter(pid_t program, std::vector<int> cpus = {});

  /// Reads the program's threads, children's not. A thread that is gone keeps
  /// its last value, so what a thread waited after the last sample is lost.
  void sample();
  /// From the meter's start to now; the program ran for `wall`, and all the
  /// run's processes used `run_cpu` of CPU time.
  [[nodiscard]] Noise over(std::chrono::nanoseconds wall, std::chrono::nanoseconds run_cpu) const;
  /// The highest resident size that the program had at a sample; 0: not known,
  /// as the first sample comes while it is still starting.
  [[nodiscard]] std::uint64_t peak_rss_kib() const { return samples_ > 1 ? peak_rss_kib_ : 0; }

 private:
  [[nodiscard]] double throttled_share(const HostCounters& now, std::chrono::nanoseconds wall) const;
  [[nodiscard]] double foreign_share(const HostCounters& now, std::chrono::nanoseconds run_cpu) const;

  pid_t program_;
  std::vector<int> cpus_;
  std::chrono::steady_clock::time_point begin_time_;
  HostCounters begin_;
  std::chrono::nanoseconds own_cpu_begin_;
  double load_average_;
  std::map<pid_t, std::uint64_t> run_delay_ns_;  ///< by thread; a thread id is hardly used again within one run
  std::uint64_t peak_rss_kib_ = 0;
  int samples_ = 0;
};

}  // namespace schedlitmus::process
