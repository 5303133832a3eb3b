#include "process/noise.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <sstream>

#include "process/descriptor.hpp"

namespace schedlitmus::process {
namespace {

/// One read: these files are small, and made when read.
std::string read_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char text[4096];
  const ssize_t size = file ? ::read(file.get(), text, sizeof text) : -1;
  return {text, size > 0 ? static_cast<std::size_t>(size) : 0};
}

std::optional<std::uint64_t> number_after(const std::string& text, const std::string& label) {
  const auto at = text.find(label);
  if (at == std::string::npos) return std::nullopt;
  std::istringstream rest(text.substr(at + label.size(), 64));
  std::uint64_t value = 0;
  if (!(rest >> value)) return std::nullopt;
  return value;
}

HostCounters read_host() {
  HostCounters counters;
  counters.pressure_us = pressure_total(read_file("/proc/pressure/cpu"));
  counters.ticks = ticks_of(read_file("/proc/stat"));
  return counters;
}

}  // namespace

std::optional<std::uint64_t> pressure_total(const std::string& proc_pressure_cpu) {
  const auto some = proc_pressure_cpu.find("some ");
  if (some == std::string::npos) return std::nullopt;
  return number_after(proc_pressure_cpu.substr(some, proc_pressure_cpu.find('\n', some) - some), "total=");
}

std::optional<Ticks> ticks_of(const std::string& proc_stat) {
  std::istringstream line(proc_stat.substr(0, proc_stat.find('\n')));
  std::string label;
  if (!(line >> label) || label != "cpu") return std::nullopt;
  // user nice system idle iowait irq softirq steal: the last one read is steal; guest is counted in user.
  Ticks ticks;
  for (int field = 0; field < 8; ++field) {
    if (!(line >> ticks.stolen)) return std::nullopt;
    ticks.all += ticks.stolen;
  }
  return ticks;
}

std::optional<std::uint64_t> run_delay_of(const std::string& schedstat) {
  char* end = nullptr;
  std::strtoull(schedstat.c_str(), &end, 10);
  if (end == schedstat.c_str()) return std::nullopt;
  const char* second = end;
  const std::uint64_t value = std::strtoull(second, &end, 10);
  if (end == second) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> peak_rss_of(const std::string& status) { return number_after(status, "VmHWM:"); }

NoiseMeter::NoiseMeter(pid_t program) : folder_(fmt::format("/proc/{}", program)), begin_(read_host()) {}

void NoiseMeter::sample() {
  ++samples_;
  peak_rss_kib_ = std::max(peak_rss_kib_, peak_rss_of(read_file(folder_ + "/status")).value_or(0));
  const std::string tasks = folder_ + "/task/";
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(tasks.c_str()),
                                                   [](DIR* open) { return ::closedir(open); });
  if (!folder) return;
  while (const dirent* entry = ::readdir(folder.get())) {
    const auto thread = static_cast<pid_t>(std::strtol(entry->d_name, nullptr, 10));
    if (thread <= 0) continue;
    if (const auto delay = run_delay_of(read_file(tasks + entry->d_name + "/schedstat"))) {
      run_delay_ns_[thread] = *delay;
    }
  }
}

Noise NoiseMeter::over(std::chrono::nanoseconds wall) const {
  Noise noise;
  if (wall.count() <= 0) return noise;
  const auto wall_ns = static_cast<double>(wall.count());
  if (!run_delay_ns_.empty()) {
    double sum = 0;
    for (const auto& [thread, delay] : run_delay_ns_) {
      sum += static_cast<double>(delay);
    }
    noise.run_delay_share = sum / wall_ns;
  }
  const HostCounters now = read_host();
  if (begin_.pressure_us && now.pressure_us) {
    noise.cpu_pressure = std::min(1.0, static_cast<double>(*now.pressure_us - *begin_.pressure_us) * 1e3 / wall_ns);
  }
  if (begin_.ticks && now.ticks && now.ticks->all > begin_.ticks->all) {
    noise.steal_share = static_cast<double>(now.ticks->stolen - begin_.ticks->stolen) /
                        static_cast<double>(now.ticks->all - begin_.ticks->all);
  }
  return noise;
}

}  // namespace schedlitmus::process
