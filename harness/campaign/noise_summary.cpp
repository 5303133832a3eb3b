#include "campaign/noise_summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "support/numbers.hpp"

namespace schedlitmus::campaign {

namespace {

using report::NoiseSignal;
using report::NoiseSummary;

constexpr const char* kThrottled = "throttled_share";

NoiseSignal signal(std::string name, std::vector<double> values, double limit) {
  std::erase_if(values, [](double value) { return value < 0; });
  NoiseSignal result;
  result.name = std::move(name);
  if (limit >= 0 && limit < kNoLimit) result.limit = limit;
  if (values.empty()) return result;
  std::ranges::sort(values);
  result.median = (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
  result.most = values.back();
  if (result.limit >= 0) {
    result.over = static_cast<int>(std::ranges::count_if(values, [&](double value) { return value > result.limit; }));
  }
  return result;
}

std::string words_of(const std::string& name) {
  if (name == "foreign_cpu_share") return "others used of the runs' CPUs";
  if (name == "steal_share") return "the hypervisor took of the host's CPUs";
  if (name == kThrottled) return "a CPU quota (cgroup) withheld of the runs' CPUs";
  return "the program's threads waited for a CPU, for each P,";
}

}  // namespace

std::optional<NoiseSummary> noise_of(const std::vector<const store::Run*>& runs, const NoiseLimits& limits) {
  if (runs.empty()) return std::nullopt;
  NoiseSummary summary;
  summary.source = limits.source;
  std::vector<double> foreign;
  std::vector<double> steal;
  std::vector<double> delay;
  std::vector<double> throttled;
  std::vector<double> pressure;
  std::vector<double> load;
  for (const auto* run : runs) {
    const auto& noise = run->record.noise;
    ++summary.runs;
    if (!run->counts) ++summary.excluded;
    const auto [others, stolen, waited, withheld] =
        signals_of(run->record, run->gomaxprocs, static_cast<int>(run->cpus.size()));
    foreign.push_back(others);
    steal.push_back(stolen);
    delay.push_back(waited);
    throttled.push_back(withheld);
    pressure.push_back(noise.cpu_pressure);
    load.push_back(noise.load_average);
  }
  summary.signals = {signal("foreign_cpu_share", foreign, limits.foreign_cpu_share),
                     signal("steal_share", steal, limits.steal_share),
                     signal("run_delay_share", delay, limits.run_delay_share),
                     signal(kThrottled, throttled, limits.throttled_share),
                     signal("cpu_pressure", pressure, -1),
                     signal("load_average", load, -1)};
  return summary;
}

std::string describe_excess(const NoiseSummary& noise) {
  std::string text;
  bool quota = false;
  for (const auto& signal : noise.signals) {
    if (signal.over == 0) continue;
    quota = quota || signal.name == kThrottled;
    if (!text.empty()) text += "; ";
    text += fmt::format("{} {} in the median, {} at most (limit {}, passed in {})", words_of(signal.name),
                        format_percent(signal.median), format_percent(signal.most), format_percent(signal.limit),
                        count_of(static_cast<std::uint64_t>(signal.over), "run"));
  }
  if (text.empty()) return text;
  return text + fmt::format(
                    ". Limits: {}. End what else runs on these CPUs{} and run again; schedlitmus calibrate "
                    "measures what is usual on this machine",
                    noise.source, quota ? ", or ask for a larger quota (docker --cpus, Kubernetes limits.cpu)," : "");
}

}  // namespace schedlitmus::campaign
