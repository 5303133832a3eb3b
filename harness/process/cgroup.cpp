#include "process/cgroup.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "process/proc_file.hpp"

namespace schedlitmus::process {
namespace {

/// Where the groups of a hierarchy are.
struct Mount {
  std::string group;   ///< the one that is at the mount point; empty: the first of all
  std::string folder;  ///< the mount point
};

/// "cpu,cpuacct" has version 1's controller.
bool names_cpu(const std::string& controllers) { return ("," + controllers + ",").find(",cpu,") != std::string::npos; }

/// From a line "36 35 0:30 GROUP FOLDER rw,... - cgroup cgroup rw,cpu,cpuacct" (cgroup2: version 2); where there is
/// none, the usual place.
Mount find_mount(const std::string& mountinfo, bool second_version) {
  std::istringstream lines(mountinfo);
  for (std::string line; std::getline(lines, line);) {
    const auto dash = line.find(" - ");
    if (dash == std::string::npos) continue;
    std::istringstream before(line.substr(0, dash));
    std::istringstream after(line.substr(dash + 3));
    std::string word;
    std::string type;
    std::string options;
    Mount mount;
    if (!(before >> word >> word >> word >> mount.group >> mount.folder) || !(after >> type >> word >> options))
      continue;
    if (mount.group == "/") mount.group.clear();
    if (second_version ? type == "cgroup2" : type == "cgroup" && names_cpu(options)) return mount;
  }
  return {"", second_version ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu"};
}

/// "/a/b" below the mount, "/a", "". A group that is not below it shows the mount's own only.
std::vector<std::string> folders_up(const std::string& group, const Mount& mount) {
  std::string below;
  if ((group + "/").starts_with(mount.group + "/")) below = group.substr(mount.group.size());
  if (below == "/") below.clear();
  std::vector<std::string> folders;
  for (;; below.erase(below.rfind('/'))) {
    folders.push_back(mount.folder + below);
    if (below.find('/') == std::string::npos) return folders;
  }
}

std::string read_in(const CpuGroup& group, const char* name) { return read_proc_file(group.folder + "/" + name); }

/// Quota and period: "150000 100000" or "max 100000" of version 2, a file each of version 1.
std::optional<double> limit_of(const CpuGroup& group) {
  double quota = 0;
  double period = 0;
  if (group.second_version) {
    std::istringstream words(read_in(group, "cpu.max"));
    if (!(words >> quota >> period)) return std::nullopt;
  } else {
    quota = std::atof(read_in(group, "cpu.cfs_quota_us").c_str());  // -1: no limit
    period = std::atof(read_in(group, "cpu.cfs_period_us").c_str());
  }
  return quota > 0 && period > 0 ? std::optional(quota / period) : std::nullopt;
}

std::optional<std::chrono::nanoseconds> throttled_in(const CpuGroup& group) {
  const auto stat = read_in(group, "cpu.stat");
  if (const auto time = number_after(stat, "throttled_usec ")) return std::chrono::microseconds(*time);
  if (const auto time = number_after(stat, "throttled_time ")) return std::chrono::nanoseconds(*time);
  return std::nullopt;
}

}  // namespace

std::vector<CpuGroup> cpu_groups(const std::string& root) {
  const auto mountinfo = read_proc_file(root + "/proc/self/mountinfo");
  std::vector<CpuGroup> groups;
  std::istringstream lines(read_proc_file(root + "/proc/self/cgroup"));
  for (std::string line; std::getline(lines, line);) {
    // "0::/a/b" of version 2, "4:cpu,cpuacct:/a/b" of version 1
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const auto controllers = line.substr(first + 1, second - first - 1);
    if (!controllers.empty() && !names_cpu(controllers)) continue;
    const auto mount = find_mount(mountinfo, controllers.empty());
    for (const auto& folder : folders_up(line.substr(second + 1), mount))
      groups.push_back({root + folder, controllers.empty()});
  }
  return groups;
}

std::optional<double> cpu_limit(const std::vector<CpuGroup>& groups) {
  std::optional<double> tightest;
  for (const auto& group : groups)
    if (const auto limit = limit_of(group)) tightest = std::min(tightest.value_or(*limit), *limit);
  return tightest;
}

std::optional<std::chrono::nanoseconds> throttled(const std::vector<CpuGroup>& groups) {
  std::optional<std::chrono::nanoseconds> sum;
  for (const auto& group : groups)
    if (const auto one = throttled_in(group)) sum = sum.value_or(std::chrono::nanoseconds{}) + *one;
  return sum;
}

}  // namespace schedlitmus::process
