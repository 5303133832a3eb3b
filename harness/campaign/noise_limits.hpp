// When the host was too busy for a run to count. Signals of the host alone
// decide, before the run's outcome is looked at: no run is left out for what it
// showed.
#pragma once

#include <map>
#include <string>

#include "process/launcher.hpp"

namespace schedlitmus::campaign {

/// A run above any of them does not count. Defaults for a machine that was not
/// calibrated: well above what idle machines show, and below what moves a
/// scheduler's picture (ARCHITECTURE.md, "Noise").
struct NoiseLimits {
  double foreign_cpu_share = 0.10;
  double steal_share = 0.05;
  /// For each P: the time that the program's threads waited for a CPU, over the
  /// run's wall time and GOMAXPROCS. Looked at only where each P has a CPU of
  /// its own; otherwise the program's own threads wait for each other.
  double run_delay_share = 0.25;
  std::string source = "defaults: this machine was not calibrated";
};

/// A share that no signal reaches.
inline constexpr double kNoLimit = 1000;
/// With these every run counts, however busy the host.
[[nodiscard]] NoiseLimits no_limits();

/// By the names of the store's columns.
[[nodiscard]] std::map<std::string, double> by_name(const NoiseLimits& limits);
/// What `by_name` gave; names that are missing or unknown change nothing.
[[nodiscard]] NoiseLimits limits_of(const std::map<std::string, double>& by_name, std::string source);

/// The signals that the limits are held against; one that was not measured is negative.
[[nodiscard]] double foreign_signal(const process::Noise& noise);
[[nodiscard]] double steal_signal(const process::Noise& noise);
/// `cpus`: of the run; 0: it was bound to none. Negative also where GOMAXPROCS is above.
[[nodiscard]] double delay_signal(const process::Noise& noise, int gomaxprocs, int cpus);

/// Why the run does not count: "others used 48 % of its CPUs (limit 10 %)"; empty: it does.
[[nodiscard]] std::string excluded_why(const process::Noise& noise, int gomaxprocs, int cpus,
                                       const NoiseLimits& limits);

}  // namespace schedlitmus::campaign
