// The CPU time that control groups give, as in containers and on CI runners: a
// group that has used its quota is stopped for the rest of the period, some
// tens of milliseconds, whatever its programs are doing.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace schedlitmus::process {

struct CpuGroup {
  std::string folder;
  bool second_version = true;
  bool operator==(const CpuGroup&) const = default;
};

/// The group of this process and those it is in, as far up as they are
/// visible: inside a container the groups outside it are not. `root` stands
/// before /proc and /sys.
[[nodiscard]] std::vector<CpuGroup> cpu_groups(const std::string& root = {});

/// How many CPUs' time they leave it, the tightest of them (cpu.max, or
/// cpu.cfs_quota_us of version 1). Nothing: no limit is seen.
[[nodiscard]] std::optional<double> cpu_limit(const std::vector<CpuGroup>& groups);

/// For how long they were stopped, summed over CPUs and groups (cpu.stat).
/// Nothing: none of them counts it.
[[nodiscard]] std::optional<std::chrono::nanoseconds> throttled(const std::vector<CpuGroup>& groups);

}  // namespace schedlitmus::process
