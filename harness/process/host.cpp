#include "process/host.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <set>
#include <sstream>
#include <string_view>

#include "process/cgroup.hpp"
#include "process/cpus.hpp"
#include "process/proc_file.hpp"

namespace schedlitmus::process {
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
  if (const auto limit = cpu_limit(cpu_groups())) text += fmt::format(", limited to {:.3g}", *limit);
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
