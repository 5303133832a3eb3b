#include "process/host.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <sstream>
#include <string_view>

#include "process/cpus.hpp"
#include "process/proc_file.hpp"

namespace schedlitmus::process {
namespace {

void tighten(std::optional<double>& limit, double quota, double period) {
  if (quota > 0 && period > 0) limit = std::min(limit.value_or(quota / period), quota / period);
}

/// The group and those above it: "/a/b", "/a", "".
template <class Use>
void for_each_group_up(std::string group, Use use) {
  if (group == "/") group.clear();
  for (;; group.erase(group.rfind('/'))) {
    use(group);
    if (group.find('/') == std::string::npos) return;
  }
}

/// cpu.max: "150000 100000", or "max 100000".
void tighten_by_v2(std::optional<double>& limit, const std::string& group_folder) {
  std::istringstream words(read_proc_file(group_folder + "/cpu.max"));
  double quota = 0;
  double period = 0;
  if (words >> quota >> period) tighten(limit, quota, period);
}

void tighten_by_v1(std::optional<double>& limit, const std::string& group_folder) {
  const auto number_in = [&](const char* name) {
    return std::atof(read_proc_file(group_folder + "/" + name).c_str());  // -1: no limit
  };
  tighten(limit, number_in("cpu.cfs_quota_us"), number_in("cpu.cfs_period_us"));
}

/// A line of /proc/self/cgroup names version 1's controllers: "4:cpu,cpuacct:/a/b".
bool names_cpu(const std::string& controllers) { return ("," + controllers + ",").find(",cpu,") != std::string::npos; }

}  // namespace

std::optional<double> cgroup_cpu_limit(const std::string& root) {
  std::optional<double> limit;
  std::istringstream lines(read_proc_file(root + "/proc/self/cgroup"));
  for (std::string line; std::getline(lines, line);) {
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const auto controllers = line.substr(first + 1, second - first - 1);
    for_each_group_up(line.substr(second + 1), [&](const std::string& group) {
      if (controllers.empty()) {
        tighten_by_v2(limit, fmt::format("{}/sys/fs/cgroup{}", root, group));
      } else if (names_cpu(controllers)) {
        tighten_by_v1(limit, fmt::format("{}/sys/fs/cgroup/cpu{}", root, group));
      }
    });
  }
  return limit;
}

std::string frequency_governor(const std::vector<int>& cpus, const std::string& root) {
  std::set<std::string> governors;
  for (const int cpu : cpus) {
    const auto path = fmt::format("{}/sys/devices/system/cpu/cpu{}/cpufreq/scaling_governor", root, cpu);
    std::istringstream word(read_proc_file(path));
    if (std::string name; word >> name) governors.insert(name);
  }
  return fmt::format("{}", fmt::join(governors, "/"));
}

std::string describe_host() {
  utsname names{};
  if (::uname(&names) != 0) return "unknown host";
  const auto& cpus = allowed_cpus();
  auto text = fmt::format("{} {} {}, {} CPU{}", names.sysname, names.release, names.machine, cpus.size(),
                          cpus.size() == 1 ? "" : "s");
  if (const auto limit = cgroup_cpu_limit()) text += fmt::format(", limited to {:.3g}", *limit);
  if (const auto governor = frequency_governor(cpus); !governor.empty()) text += ", governor " + governor;
  return text;
}

std::string host_id() {
  auto name = read_proc_file("/etc/machine-id");
  name = name.substr(0, name.find('\n'));
  utsname names{};
  if (name.empty() && ::uname(&names) == 0) name = names.nodename;
  const auto cpus = read_proc_file("/proc/cpuinfo");
  const std::string_view label = "model name\t: ";
  const auto model = cpus.find(label);
  const auto text = model == std::string::npos ? std::string("?") : cpus.substr(model + label.size());
  return fmt::format("{}, {}, {} CPUs", name, text.substr(0, text.find('\n')), allowed_cpus().size());
}

}  // namespace schedlitmus::process
