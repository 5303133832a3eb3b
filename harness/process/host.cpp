#include "process/host.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <sys/utsname.h>

namespace schedlitmus::process {

std::string describe_host() {
  utsname names{};
  if (::uname(&names) != 0) return "unknown host";
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  const int count = ::sched_getaffinity(0, sizeof cpus, &cpus) == 0 ? CPU_COUNT(&cpus) : 0;
  return fmt::format("{} {} {}, {} CPU{}", names.sysname, names.release, names.machine, count, count == 1 ? "" : "s");
}

}  // namespace schedlitmus::process
