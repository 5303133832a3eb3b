#include "campaign/noise_limits.hpp"

#include <fmt/format.h>

#include "support/numbers.hpp"

namespace schedlitmus::campaign {
namespace {

constexpr const char* kForeign = "foreign_cpu_share";
constexpr const char* kSteal = "steal_share";
constexpr const char* kDelay = "run_delay_share";

void take(const std::map<std::string, double>& by_name, const char* name, double& limit) {
  if (const auto found = by_name.find(name); found != by_name.end()) limit = found->second;
}

void add(std::string& why, std::string_view before, double signal, std::string_view after, double limit) {
  if (signal <= limit) return;
  if (!why.empty()) why += "; ";
  why += fmt::format("{} {} {} (limit {})", before, format_percent(signal), after, format_percent(limit));
}

}  // namespace

NoiseLimits no_limits() { return {kNoLimit, kNoLimit, kNoLimit, "none: noisy runs count too, as asked for"}; }

std::map<std::string, double> by_name(const NoiseLimits& limits) {
  return {{kForeign, limits.foreign_cpu_share}, {kSteal, limits.steal_share}, {kDelay, limits.run_delay_share}};
}

NoiseLimits limits_of(const std::map<std::string, double>& by_name, std::string source) {
  NoiseLimits limits;
  take(by_name, kForeign, limits.foreign_cpu_share);
  take(by_name, kSteal, limits.steal_share);
  take(by_name, kDelay, limits.run_delay_share);
  limits.source = std::move(source);
  return limits;
}

double foreign_signal(const process::Noise& noise) { return noise.foreign_cpu_share; }

double steal_signal(const process::Noise& noise) { return noise.steal_share; }

double delay_signal(const process::Noise& noise, int gomaxprocs, int cpus) {
  if (noise.run_delay_share < 0 || cpus < gomaxprocs) return -1;
  return noise.run_delay_share / gomaxprocs;
}

std::string excluded_why(const process::Noise& noise, int gomaxprocs, int cpus, const NoiseLimits& limits) {
  std::string why;
  add(why, "others used", foreign_signal(noise), "of its CPUs", limits.foreign_cpu_share);
  add(why, "the hypervisor took", steal_signal(noise), "of the host's CPUs", limits.steal_share);
  add(why, "its threads waited for a CPU", delay_signal(noise, gomaxprocs, cpus), "of the run, for each P",
      limits.run_delay_share);
  return why;
}

}  // namespace schedlitmus::campaign
