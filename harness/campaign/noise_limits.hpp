// When the host was too busy for a run to count. Signals of the host alone
// decide, before the run's outcome is looked at: no run is left out for what it
// showed.
#pragma once

#include <array>
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
  double throttled_share = 0.05;
  std::string source = "defaults: this machine was not calibrated";
};

/// A share that no signal reaches.
inline constexpr double kNoLimit = 1000;
/// In the order of Signals.
[[nodiscard]] std::array<double, 4> in_order(const NoiseLimits& limits);
/// With these every run counts, however busy the host.
[[nodiscard]] NoiseLimits no_limits();
[[nodiscard]] bool count_all(const NoiseLimits& limits);

/// By the names of the store's columns.
[[nodiscard]] std::map<std::string, double> by_name(const NoiseLimits& limits);
/// What `by_name` gave; names that are missing or unknown change nothing.
[[nodiscard]] NoiseLimits limits_of(const std::map<std::string, double>& by_name, std::string source);

/// The signals that the limits are held against; one that was not measured is
/// negative. The kernel counts what others use, and what is stolen, in ticks of
/// 10 ms: of a run that is short of that, it is what is more than a tick. The
/// delay, which is counted in nanoseconds, is at most what others and the
/// hypervisor can have taken, a tick included: what is beyond, the program's
/// own threads have waited for each other.
///
/// What others used of the run's CPUs, what the hypervisor took of the host's,
/// what the threads waited for each P (negative also where GOMAXPROCS is above
/// the run's CPUs), for how long a quota withheld the run's CPUs.
using Signals = std::array<double, 4>;
/// `cpus`: of the run; 0: it was bound to none.
[[nodiscard]] Signals signals_of(const process::RunRecord& run, int gomaxprocs, int cpus);

/// Why the run does not count: "others used 48 % of its CPUs (limit 10 %)"; empty: it does.
[[nodiscard]] std::string excluded_why(const Signals& signals, const NoiseLimits& limits);

}  // namespace schedlitmus::campaign
