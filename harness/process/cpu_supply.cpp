#include "process/cpu_supply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "process/cgroup.hpp"
#include "process/cpus.hpp"
#include "process/proc_file.hpp"

namespace schedlitmus::process {

std::vector<int> by_core(const std::vector<int>& cpus, const ReadFile& read) {
  std::map<int, std::vector<int>> cores;  // by the first CPU of ours on the core
  std::map<std::string, int> first;
  for (const int cpu : cpus) {
    auto core = read(fmt::format("/sys/devices/system/cpu/cpu{}/topology/thread_siblings_list", cpu));
    if (core.empty()) core = std::to_string(cpu);
    cores[first.try_emplace(core, cpu).first->second].push_back(cpu);
  }
  std::vector<int> ordered;
  for (const auto& [lowest, siblings] : cores) ordered.insert(ordered.end(), siblings.begin(), siblings.end());
  return ordered;
}

std::vector<int> cpus_for_runs() {
  auto cpus = by_core(allowed_cpus(), read_proc_file);
  if (cpus.empty()) cpus.push_back(0);
  const auto limit = cpu_limit(cpu_groups());
  if (limit) cpus.resize(std::min(cpus.size(), static_cast<std::size_t>(std::max(1.0, *limit))));
  return cpus;
}

}  // namespace schedlitmus::process
