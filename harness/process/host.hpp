// What this machine is, for the head of every report.
#pragma once

#include <string>
#include <vector>

namespace schedlitmus::process {

/// One line: system, kernel, architecture, CPUs that we may use; where there
/// are such, the control group's limit in CPUs and the frequency governor:
/// "Linux 6.1.0 x86_64, 8 CPUs, limited to 2.5, governor powersave".
[[nodiscard]] std::string describe_host();

/// "powersave"; of CPUs that differ all, sorted: "performance/powersave"; empty: not told. `root`
/// stands before /sys.
[[nodiscard]] std::string frequency_governor(const std::vector<int>& cpus, const std::string& root = {});

/// What tells this machine from others, for measurements that are its own: the
/// machine's id or else its name, the CPU's model, and how many we may use.
[[nodiscard]] std::string host_id();

}  // namespace schedlitmus::process
