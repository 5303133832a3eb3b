#include "campaign/calibration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/files.hpp"
#include "support/json.hpp"
#include "support/numbers.hpp"
#include "support/object_reader.hpp"
#include "support/quote.hpp"
#include "toolchain/files.hpp"

namespace schedlitmus::campaign {

namespace fs = std::filesystem;
using json::ObjectReader;
using json::Problems;

namespace {

constexpr const char* kSchema = "schedlitmus-calibration/1";
constexpr const char* kAgain = "calibrate again: schedlitmus calibrate";
constexpr std::array<const char*, 4> kNames{"foreign_cpu_share", "steal_share", "run_delay_share", "throttled_share"};
/// An older file has only so many of them.
constexpr std::size_t kFewestNames = 3;
constexpr std::array<const char*, 4> kWords{"CPU time taken by others", "CPU time taken by the hypervisor",
                                            "waiting for a CPU", "CPU time withheld by a quota"};
constexpr double kMargin = 1.5;
/// Of a machine that is idle enough.
constexpr double kMostOver = 0.25;
constexpr int kMostRuns = 1'000'000;

/// The least value that this share of the sorted values does not exceed.
double quantile(const std::vector<double>& sorted, double share) {
  const auto last = static_cast<double>(sorted.size() - 1);
  return sorted[static_cast<std::size_t>(share * last + 0.999)];
}

std::vector<double> measured(const std::vector<Signals>& runs, std::size_t signal) {
  std::vector<double> values;
  for (const auto& run : runs)
    if (run.at(signal) >= 0) values.push_back(run.at(signal));
  std::ranges::sort(values);
  return values;
}

SignalSpread read_signal(const json::Value& value, Problems& problems) {
  SignalSpread spread;
  ObjectReader reader(value, "a signal", problems);
  spread.name = reader.required_text("name").value_or("");
  if (const auto* runs = reader.require("runs")) {
    spread.runs = json::read_integer(runs->value, "\"runs\"", 0, kMostRuns, problems).value_or(0);
  }
  if (const auto* over = reader.require("over")) {
    spread.over = json::read_integer(over->value, "\"over\"", 0, kMostRuns, problems).value_or(0);
  }
  for (auto [key, field] :
       {std::pair("median", &spread.median), {"q95", &spread.q95}, {"most", &spread.most}, {"limit", &spread.limit}}) {
    const auto* member = reader.require(key);
    if (member == nullptr) continue;
    *field = json::read_number(member->value, quote(key), problems).value_or(0);
    if (*field < 0) problems.add(member->value.place, fmt::format("{} is negative", quote(key)));
  }
  reader.finish();
  if (std::ranges::find(kNames, spread.name) == kNames.end()) {
    problems.add(value.place, fmt::format("{} is no signal", quote(spread.name)));
  } else if (spread.limit <= 0) {
    problems.add(value.place, fmt::format("the limit of {} is not above 0", spread.name));
  }
  return spread;
}

SelfComparison read_self(const json::Value& value, Problems& problems) {
  SelfComparison self;
  ObjectReader reader(value, "\"self_comparison\"", problems);
  for (auto [key, field] :
       {std::pair("verdicts", &self.verdicts), {"alarms", &self.alarms}, {"undecided", &self.undecided}}) {
    const auto* member = reader.require(key);
    if (member != nullptr) *field = json::read_integer(member->value, quote(key), 0, kMostRuns, problems).value_or(0);
  }
  self.as_run = reader.required_text("as_run").value_or("");
  reader.finish();
  return self;
}

Calibration read_calibration(const json::Value& root, Problems& problems) {
  Calibration calibration;
  ObjectReader reader(root, "a calibration", problems);
  const auto schema = reader.required_text("schema");
  if (schema && *schema != kSchema) {
    problems.add(root.find("schema")->value.place, fmt::format("{} is not known", quote(*schema)));
  }
  calibration.host = reader.required_text("host").value_or("");
  calibration.host_text = reader.required_text("host_text").value_or("");
  calibration.when = reader.required_text("when").value_or("");
  calibration.release = reader.required_text("release").value_or("");
  if (const auto* runs = reader.require("runs")) {
    calibration.runs = json::read_integer(runs->value, "\"runs\"", 1, kMostRuns, problems).value_or(0);
  }
  if (const auto* signals = reader.require("signals");
      signals != nullptr && json::expect_type(signals->value, json::Type::array, "\"signals\"", problems)) {
    for (const auto& item : signals->value.items) calibration.signals.push_back(read_signal(item, problems));
  }
  if (const auto* self = reader.require("self_comparison")) calibration.self = read_self(self->value, problems);
  reader.finish();
  std::map<std::string, double> limits;
  for (const auto& spread : calibration.signals) limits[spread.name] = spread.limit;
  const bool has_all = std::all_of(kNames.begin(), kNames.begin() + kFewestNames,
                                   [&](const char* name) { return limits.contains(name); });
  if (!has_all || calibration.signals.size() != limits.size()) {
    problems.add(root.place, "the calibration does not have each signal once");
  }
  calibration.limits = limits_of(limits, fmt::format("calibrated on this machine at {}", calibration.when));
  return calibration;
}

}  // namespace

std::string calibration_path() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  const fs::path base =
      state != nullptr && *state == '/' ? fs::path(state) : fs::path(home != nullptr ? home : "/") / ".local" / "state";
  return (base / "schedlitmus" / "calibration.json").string();
}

std::string to_json(const Calibration& calibration) {
  nlohmann::ordered_json signals = nlohmann::ordered_json::array();
  for (const auto& spread : calibration.signals) {
    signals.push_back({{"name", spread.name},
                       {"runs", spread.runs},
                       {"median", spread.median},
                       {"q95", spread.q95},
                       {"most", spread.most},
                       {"limit", spread.limit},
                       {"over", spread.over}});
  }
  const nlohmann::ordered_json whole = {{"schema", kSchema},
                                        {"host", calibration.host},
                                        {"host_text", calibration.host_text},
                                        {"when", calibration.when},
                                        {"release", calibration.release},
                                        {"runs", calibration.runs},
                                        {"signals", std::move(signals)},
                                        {"self_comparison",
                                         {{"verdicts", calibration.self.verdicts},
                                          {"alarms", calibration.self.alarms},
                                          {"undecided", calibration.self.undecided},
                                          {"as_run", calibration.self.as_run}}}};
  return whole.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<Calibration> parse_calibration(const std::string& text, const std::string& path) {
  auto document = json::parse(text, path);
  auto errors = std::move(document.errors);
  if (document.root) {
    Problems problems(path);
    auto calibration = read_calibration(*document.root, problems);
    for (auto& error : problems.take()) errors.push_back(std::move(error));
    if (errors.empty()) return calibration;
  }
  auto error = std::move(errors.front());
  error.hint = kAgain;
  return tl::unexpected(std::move(error));
}

Result<void> save(const Calibration& calibration, const std::string& path) {
  return toolchain::replace_file(path, to_json(calibration));
}

Result<NoiseLimits> limits_from(const std::string& path, const std::string& host) {
  std::error_code error;
  if (!fs::exists(path, error)) return NoiseLimits{};
  const auto text = read_file(path);
  if (!text) return tl::unexpected(text.error());
  const auto calibration = parse_calibration(*text, path);
  if (!calibration) return tl::unexpected(calibration.error());
  if (calibration->host == host) return calibration->limits;
  NoiseLimits limits;
  limits.source = fmt::format("defaults: {} is of another machine ({})", path, calibration->host_text);
  return limits;
}

std::vector<SignalSpread> spreads_of(const std::vector<Signals>& runs) {
  std::vector<SignalSpread> spreads;
  const auto usual = in_order(NoiseLimits{});
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    auto& spread = spreads.emplace_back();
    spread.name = kNames.at(i);
    spread.limit = usual.at(i);
    const auto values = measured(runs, i);
    if (values.empty()) continue;
    spread.runs = static_cast<int>(values.size());
    spread.median = quantile(values, 0.5);
    spread.q95 = quantile(values, 0.95);
    spread.most = values.back();
    spread.limit = std::clamp(kMargin * spread.q95, usual.at(i) / 2, usual.at(i) * 2);
    spread.over = static_cast<int>(std::ranges::count_if(values, [&](double value) { return value > spread.limit; }));
  }
  return spreads;
}

std::string too_busy(const std::vector<SignalSpread>& spreads, const std::vector<Signals>& runs) {
  const auto usual = in_order(NoiseLimits{});
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    const auto values = measured(runs, i);
    if (values.empty()) continue;
    const auto over = std::ranges::count_if(values, [&](double value) { return value > usual.at(i); });
    const bool often = static_cast<double>(over) > kMostOver * static_cast<double>(values.size());
    if (!often && spreads[i].median <= usual.at(i) / 2) continue;
    return fmt::format("{}: median {}, most {}; above {} in {} of {} runs", kWords.at(i),
                       format_percent(spreads[i].median), format_percent(spreads[i].most), format_percent(usual.at(i)),
                       over, values.size());
  }
  return {};
}

}  // namespace schedlitmus::campaign
