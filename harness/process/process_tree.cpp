#include "process/process_tree.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "process/proc_file.hpp"

namespace schedlitmus::process {
namespace {

void add_children(pid_t parent, std::vector<pid_t>& found) {
  for_each_thread(parent, [&](pid_t thread) {
    const std::string children = read_proc_file(fmt::format("/proc/{}/task/{}/children", parent, thread));
    const char* at = children.c_str();
    for (char* end = nullptr;; at = end) {
      const auto child = static_cast<pid_t>(std::strtol(at, &end, 10));
      if (end == at) break;
      found.push_back(child);
    }
  });
}

/// /proc/PID/statm: pages in all, pages resident, ...
std::uint64_t resident_bytes(pid_t process) {
  static const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return number_after(read_proc_file(fmt::format("/proc/{}/statm", process)), " ").value_or(0) * page;
}

/// Each shared page divided by those who share it. Made from every page table:
/// milliseconds for each gigabyte.
std::uint64_t proportional_bytes(pid_t process) {
  const auto kib = number_after(read_proc_file(fmt::format("/proc/{}/smaps_rollup", process)), "\nPss:");
  return kib ? *kib * 1024 : resident_bytes(process);
}

template <class Measure>
bool sum_exceeds(const std::vector<pid_t>& processes, std::uint64_t limit, Measure measure) {
  std::uint64_t sum = 0;
  for (const pid_t process : processes) {
    sum += measure(process);
  }
  return sum > limit;
}

}  // namespace

std::vector<pid_t> descendants_of(pid_t root) {
  std::vector<pid_t> found;
  add_children(root, found);
  for (std::size_t i = 0; i < found.size(); ++i) {
    add_children(found[i], found);
  }
  // One that lost its parent meanwhile may have been seen twice.
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

bool memory_exceeds(const std::vector<pid_t>& processes, std::uint64_t limit_bytes) {
  return sum_exceeds(processes, limit_bytes, resident_bytes) &&
         (processes.size() == 1 || sum_exceeds(processes, limit_bytes, proportional_bytes));
}

}  // namespace schedlitmus::process
