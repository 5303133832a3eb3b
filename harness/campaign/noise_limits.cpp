#include "campaign/noise_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "support/numbers.hpp"

namespace schedlitmus::campaign {
namespace {

constexpr const char* kForeign = "foreign_cpu_share";
constexpr const char* kSteal = "steal_share";
constexpr const char* kDelay = "run_delay_share";
constexpr const char* kThrottled = "throttled_share";

/// Of /proc/stat.
constexpr std::chrono::duration<double> kTick{0.010};

double above(double share, double tick) { return share < 0 ? -1 : std::max(0.0, share - tick); }

void take(const std::map<std::string, double>& by_name, const char* name, double& limit) {
  if (const auto found = by_name.find(name); found != by_name.end()) limit = found->second;
}

void add(std::string& why, std::string_view before, double signal, std::string_view after, double limit) {
  if (signal <= limit) return;
  if (!why.empty()) why += "; ";
  why += fmt::format("{} {} {} (limit {})", before, format_percent(signal), after, format_percent(limit));
}

}  // namespace

NoiseLimits no_limits() { return {kNoLimit, kNoLimit, kNoLimit, kNoLimit, "none: noisy runs count too, as asked for"}; }

bool count_all(const NoiseLimits& limits) {
  return std::ranges::all_of(in_order(limits), [](double share) { return share >= kNoLimit; });
}

std::array<double, 4> in_order(const NoiseLimits& limits) {
  return {limits.foreign_cpu_share, limits.steal_share, limits.run_delay_share, limits.throttled_share};
}

std::map<std::string, double> by_name(const NoiseLimits& limits) {
  return {{kForeign, limits.foreign_cpu_share},
          {kSteal, limits.steal_share},
          {kDelay, limits.run_delay_share},
          {kThrottled, limits.throttled_share}};
}

NoiseLimits limits_of(const std::map<std::string, double>& by_name, std::string source) {
  NoiseLimits limits;
  take(by_name, kForeign, limits.foreign_cpu_share);
  take(by_name, kSteal, limits.steal_share);
  take(by_name, kDelay, limits.run_delay_share);
  take(by_name, kThrottled, limits.throttled_share);
  limits.source = std::move(source);
  return limits;
}

Signals signals_of(const process::RunRecord& run, int gomaxprocs, int cpus) {
  const process::Noise& noise = run.noise;
  const double tick = run.wall.count() > 0 ? kTick / std::chrono::duration<double>(run.wall) : 1;
  const double foreign = above(noise.foreign_cpu_share, tick);
  const double steal = above(noise.steal_share, tick);
  if (noise.run_delay_share < 0 || cpus < gomaxprocs) return {foreign, steal, -1, noise.throttled_share};
  const double delay = noise.run_delay_share / gomaxprocs;
  if (noise.foreign_cpu_share < 0) return {foreign, steal, delay, noise.throttled_share};
  const double taken =
      noise.foreign_cpu_share + std::max(0.0, noise.steal_share) + std::max(0.0, noise.throttled_share) + tick;
  return {foreign, steal, std::min(delay, taken * cpus / gomaxprocs), noise.throttled_share};
}

std::string excluded_why(const Signals& signals, const NoiseLimits& limits) {
  std::string why;
  const auto [foreign, steal, delay, throttled] = signals;
  add(why, "others used", foreign, "of its CPUs", limits.foreign_cpu_share);
  add(why, "the hypervisor took", steal, "of the host's CPUs", limits.steal_share);
  add(why, "its threads waited for a CPU", delay, "of the run, for each P", limits.run_delay_share);
  add(why, "a CPU quota withheld", throttled, "of its CPUs", limits.throttled_share);
  return why;
}

}  // namespace schedlitmus::campaign
