#include "process/noise.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <numeric>
#include <sstream>
#include <utility>

#include "process/cgroup.hpp"
#include "process/cpus.hpp"
#include "process/proc_file.hpp"

namespace schedlitmus::process {
namespace {

HostCounters read_host(const std::vector<int>& cpus) {
  HostCounters counters;
  counters.pressure_us = pressure_total(read_proc_file("/proc/pressure/cpu"));
  const std::string stat = read_proc_file("/proc/stat");
  counters.ticks = ticks_of(stat);
  counters.busy_ticks = busy_ticks_of(stat, cpus);
  static const auto groups = cpu_groups();
  counters.throttled = throttled(groups);
  return counters;
}

std::chrono::nanoseconds duration_of(const timeval& value) {
  return std::chrono::seconds(value.tv_sec) + std::chrono::microseconds(value.tv_usec);
}

/// CPU time of this process, all its threads.
std::chrono::nanoseconds own_cpu() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return duration_of(usage.ru_utime) + duration_of(usage.ru_stime);
}

/// The part of what we use that is taken from these CPUs, as far as our
/// placement tells.
double overlap_with(const std::vector<int>& cpus) {
  const auto ours = current_cpus();
  std::vector<int> common;
  std::set_intersection(ours.begin(), ours.end(), cpus.begin(), cpus.end(), std::back_inserter(common));
  return ours.empty() ? 1 : static_cast<double>(common.size()) / static_cast<double>(ours.size());
}

double load_average() {
  double minute = -1;
  return ::getloadavg(&minute, 1) == 1 ? minute : -1;
}

/// "user nice system idle iowait irq softirq steal" of one line; guest time is in user's.
struct CpuLine {
  std::string label;
  std::uint64_t ticks[8] = {};
};

std::optional<CpuLine> cpu_line_of(const std::string& text) {
  std::istringstream words(text);
  CpuLine line;
  if (!(words >> line.label)) return std::nullopt;
  for (auto& ticks : line.ticks) {
    if (!(words >> ticks)) return std::nullopt;
  }
  return line;
}

}  // namespace

std::optional<std::uint64_t> pressure_total(const std::string& proc_pressure_cpu) {
  const auto some = proc_pressure_cpu.find("some ");
  if (some == std::string::npos) return std::nullopt;
  return number_after(proc_pressure_cpu.substr(some, proc_pressure_cpu.find('\n', some) - some), "total=");
}

std::optional<Ticks> ticks_of(const std::string& proc_stat) {
  const auto line = cpu_line_of(proc_stat.substr(0, proc_stat.find('\n')));
  if (!line || line->label != "cpu") return std::nullopt;
  return Ticks{.stolen = line->ticks[7], .all = std::accumulate(std::begin(line->ticks), std::end(line->ticks), 0ULL)};
}

std::optional<std::uint64_t> busy_ticks_of(const std::string& proc_stat, const std::vector<int>& cpus) {
  std::uint64_t busy = 0;
  std::size_t seen = 0;
  std::istringstream lines(proc_stat);
  for (std::string text; std::getline(lines, text) && text.starts_with("cpu");) {
    const auto line = cpu_line_of(text);
    if (!line || line->label == "cpu") continue;
    const int cpu = std::atoi(line->label.c_str() + 3);
    if (!std::binary_search(cpus.begin(), cpus.end(), cpu)) continue;
    ++seen;
    busy += line->ticks[0] + line->ticks[1] + line->ticks[2] + line->ticks[5] + line->ticks[6];
  }
  return seen == cpus.size() && seen > 0 ? std::optional(busy) : std::nullopt;
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

void take_off(Noise& noise, const RunRecord& ours, const std::vector<int>& on, std::chrono::nanoseconds wall,
              const std::vector<int>& cpus) {
  if (noise.foreign_cpu_share <= 0 || wall.count() <= 0) return;
  const auto& run = cpus.empty() ? allowed_cpus() : cpus;
  const auto& other = on.empty() ? allowed_cpus() : on;
  const auto common = std::ranges::count_if(other, [&](int cpu) { return std::ranges::find(run, cpu) != run.end(); });
  if (run.empty() || common == 0) return;
  const double used =
      static_cast<double>(ours.tree_cpu.count()) * static_cast<double>(common) / static_cast<double>(other.size());
  const double room = static_cast<double>(wall.count()) * static_cast<double>(run.size());
  noise.foreign_cpu_share = std::max(0.0, noise.foreign_cpu_share - used / room);
}

NoiseMeter::NoiseMeter(pid_t program, std::vector<int> cpus)
    : program_(program),
      cpus_(std::move(cpus)),
      begin_time_(std::chrono::steady_clock::now()),
      begin_(read_host(cpus_)),
      own_cpu_begin_(own_cpu()),
      load_average_(load_average()) {}

void NoiseMeter::sample() {
  ++samples_;
  const std::string status = read_proc_file(fmt::format("/proc/{}/status", program_));
  peak_rss_kib_ = std::max(peak_rss_kib_, peak_rss_of(status).value_or(0));
  for_each_thread(program_, [this](pid_t thread) {
    const auto delay = run_delay_of(read_proc_file(fmt::format("/proc/{}/task/{}/schedstat", program_, thread)));
    if (delay) run_delay_ns_[thread] = *delay;
  });
}

Noise NoiseMeter::over(std::chrono::nanoseconds wall, std::chrono::nanoseconds run_cpu) const {
  Noise noise;
  noise.load_average = load_average_;
  if (wall.count() <= 0) return noise;
  const auto wall_ns = static_cast<double>(wall.count());
  if (!run_delay_ns_.empty()) {
    double sum = 0;
    for (const auto& [thread, delay] : run_delay_ns_) {
      sum += static_cast<double>(delay);
    }
    noise.run_delay_share = sum / wall_ns;
  }
  const HostCounters now = read_host(cpus_);
  if (begin_.pressure_us && now.pressure_us) {
    noise.cpu_pressure = std::min(1.0, static_cast<double>(*now.pressure_us - *begin_.pressure_us) * 1e3 / wall_ns);
  }
  if (begin_.ticks && now.ticks && now.ticks->all > begin_.ticks->all) {
    noise.steal_share = static_cast<double>(now.ticks->stolen - begin_.ticks->stolen) /
                        static_cast<double>(now.ticks->all - begin_.ticks->all);
  }
  noise.foreign_cpu_share = foreign_share(now, run_cpu);
  noise.throttled_share = throttled_share(now, wall);
  return noise;
}

double NoiseMeter::throttled_share(const HostCounters& now, std::chrono::nanoseconds wall) const {
  if (!begin_.throttled || !now.throttled) return -1;
  const auto cpus = static_cast<double>(cpus_.empty() ? allowed_cpus().size() : cpus_.size());
  const std::chrono::duration<double> withheld = *now.throttled - *begin_.throttled;
  return std::clamp(withheld.count() / (std::chrono::duration<double>(wall).count() * cpus), 0.0, 1.0);
}

double NoiseMeter::foreign_share(const HostCounters& now, std::chrono::nanoseconds run_cpu) const {
  if (!begin_.busy_ticks || !now.busy_ticks) return -1;
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin_time_;
  const double busy =
      static_cast<double>(*now.busy_ticks - *begin_.busy_ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  const std::chrono::duration<double> ours = own_cpu() - own_cpu_begin_;
  const double foreign = busy - std::chrono::duration<double>(run_cpu).count() - ours.count() * overlap_with(cpus_);
  return std::clamp(foreign / (elapsed.count() * static_cast<double>(cpus_.size())), 0.0, 1.0);
}

}  // namespace schedlitmus::process
