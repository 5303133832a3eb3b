#include "campaign/calibrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "campaign/programs.hpp"
#include "campaign/run_cell.hpp"
#include "process/cpu_supply.hpp"
#include "process/host.hpp"
#include "support/clock.hpp"
#include "verdict/judge.hpp"

namespace schedlitmus::campaign {

namespace {

constexpr int kSplits = 1000;
constexpr int kArms = 2;

/// Busy: every P counts from 250 ms on. Light: two goroutines that sleep for
/// 200 ms and count for 20.
constexpr const char* kBusy = R"({
  "title": "ten goroutines on two Ps: eight wait",
  "scenario": {"program": "ten_goroutines", "go": ">=1.4", "gomaxprocs": [2], "trace": {"period": "25ms"},
               "deadline": "10s"},
  "checks": [{"id": "waiting", "at": "300ms", "within": "50ms", "field": "waiting", "equals": 8, "tolerance": 1}],
  "hold": {"good": 0.90, "bad": 0.60}
})";
constexpr const char* kLight = R"({
  "title": "asleep: both Ps idle",
  "scenario": {"program": "ten_goroutines", "args": ["-goroutines", "2", "-work", "20ms", "-rest", "100ms"],
               "go": ">=1.4", "gomaxprocs": [2], "trace": {"period": "25ms"}, "deadline": "10s"},
  "checks": [{"id": "asleep", "at": "200ms", "within": "50ms", "field": "idleprocs", "equals": 2}],
  "hold": {"good": 0.90, "bad": 0.60}
})";

struct Program {
  expectation::Expectation expectation;
  toolchain::Build build;
  std::vector<expectation::Outcome> arms[kArms];
};

struct Kept {
  std::size_t program;
  int arm;
  expectation::Outcome outcome;
  process::Noise noise;
  Signals signals;
};

class Calibrator {
 public:
  Calibrator(const CalibrateSettings& settings, CalibrateParts parts, const OnProgress& progress)
      : settings_(settings), parts_(std::move(parts)), progress_(progress) {}

  Result<Measured> run() {
    if (auto ready = prepare(); !ready) return tl::unexpected(ready.error());
    if (auto ran = run_all(); !ran) return tl::unexpected(ran.error());
    return measured();
  }

 private:
  Result<void> prepare() {
    const auto listing = parts_.toolchain.list();
    if (!listing) return tl::unexpected(listing.error());
    const auto selector = toolchain::Selector::parse(settings_.go);
    if (!selector) return tl::unexpected(selector.error());
    const auto chosen = selector->choose(listing->available(), listing->local);
    if (!chosen.errors.empty()) return tl::unexpected(chosen.errors.front());
    if (chosen.versions.size() != 1) return fail("a calibration needs one release", "--go");
    release_ = chosen.versions.front().to_string();
    const auto release = parts_.toolchain.get(chosen.versions.front());
    if (!release) return tl::unexpected(release.error());
    for (const char* text : {kBusy, kLight}) {
      auto parsed = expectation::parse(text, "calibrate", "calibrate");
      if (!parsed) return tl::unexpected(parsed.error().front());
      const auto folder = find_program(*parsed, settings_.programs);
      if (!folder) return tl::unexpected(folder.error());
      auto build = parts_.toolchain.build(*release, *folder);
      if (!build) return tl::unexpected(build.error());
      programs_.push_back({std::move(*parsed), std::move(*build), {}});
    }
    return {};
  }

  /// Arm and program are the inner loops, so that a drift of the machine meets all alike.
  Result<void> run_all() {
    auto slots = plan::place(settings_.cpus.empty() ? process::cpus_for_runs() : settings_.cpus, 1, {2}).slots;
    const int all = settings_.runs * kArms * static_cast<int>(programs_.size());
    for (int run = 0; run < settings_.runs; ++run) {
      for (int arm = 0; arm < kArms; ++arm) {
        for (std::size_t program = 0; program < programs_.size(); ++program) {
          if (parts_.interrupted()) return fail("interrupted");
          tell(static_cast<int>(kept_.size()), all);
          const auto slot = slots.take(2);
          auto ran = run_one(program, arm, slot);
          slots.give_back(slot);
          if (!ran) return ran;
        }
      }
    }
    return {};
  }

  Result<void> run_one(std::size_t index, int arm, const plan::Slot& slot) {
    const auto& program = programs_[index];
    const int gomaxprocs = 2;
    auto run = run_cell({.expectation = program.expectation.name,
                         .scenario = program.expectation.scenario,
                         .checks = program.expectation.checks,
                         .release = release_,
                         .gomaxprocs = gomaxprocs,
                         .variant = {},
                         .build = program.build,
                         .slot = slot},
                        parts_.launcher);
    if (!run) return tl::unexpected(run.error());
    if (run->health.samples == 0) return fail("the program printed no trace", run->command);
    kept_.push_back({index, arm, run->outcomes.front(), run->record.noise,
                     signals_of(run->record, gomaxprocs, static_cast<int>(slot.cpus.size()))});
    return {};
  }

  void tell(int done, int all) const {
    if (!progress_) return;
    Progress progress;
    progress.doing = fmt::format("calibrating with Go {}", release_);
    progress.runs_done = done;
    progress.runs_expected = all;
    progress_(progress);
  }

  Measured measured() {
    Measured result;
    auto& calibration = result.calibration;
    calibration.host = process::host_id();
    calibration.host_text = process::describe_host();
    calibration.when = now_utc();
    calibration.release = release_;
    calibration.runs = static_cast<int>(kept_.size());
    std::vector<Signals> signals;
    for (const auto& kept : kept_) signals.push_back(kept.signals);
    calibration.signals = spreads_of(signals);
    std::map<std::string, double> limits;
    for (const auto& spread : calibration.signals) limits[spread.name] = spread.limit;
    calibration.limits = limits_of(limits, fmt::format("calibrated on this machine at {}", calibration.when));
    result.too_busy = too_busy(calibration.signals, signals);
    calibration.self = compare(calibration.limits);
    return result;
  }

  /// With the runs that count under the new limits.
  SelfComparison compare(const NoiseLimits& limits) {
    for (const auto& kept : kept_) {
      if (excluded_why(kept.signals, limits).empty()) programs_[kept.program].arms[kept.arm].push_back(kept.outcome);
    }
    SelfComparison sum;
    for (const auto& program : programs_) {
      const auto one = compare_with_itself(program.expectation.checks.front(), program.expectation.hold,
                                           program.arms[0], program.arms[1], kSplits, settings_.seed);
      sum.verdicts += one.verdicts;
      sum.alarms += one.alarms;
      sum.undecided += one.undecided;
      sum.as_run += (sum.as_run.empty() ? "" : "; ") + program.expectation.checks.front().id + " " + one.as_run;
    }
    return sum;
  }

  const CalibrateSettings& settings_;
  CalibrateParts parts_;
  const OnProgress& progress_;
  std::string release_;
  std::vector<Program> programs_;
  std::vector<Kept> kept_;
};

verdict::VerdictKind verdict_on(const expectation::Check& check, const expectation::Hold& hold,
                                const std::vector<expectation::Outcome>& outcomes) {
  verdict::Judge judge(check, hold);
  for (const auto& outcome : outcomes) judge.add(outcome);
  return judge.verdict().kind;
}

}  // namespace

SelfComparison compare_with_itself(const expectation::Check& check, const expectation::Hold& hold,
                                   const std::vector<expectation::Outcome>& a,
                                   const std::vector<expectation::Outcome>& b, int splits, std::uint64_t seed) {
  using verdict::VerdictKind;
  SelfComparison self;
  self.as_run = fmt::format("{} and {}", name_of(verdict_on(check, hold, a)), name_of(verdict_on(check, hold, b)));
  auto all = a;
  all.insert(all.end(), b.begin(), b.end());
  const auto half = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::mt19937_64 random(seed);
  for (int split = 0; split < splits; ++split) {
    std::ranges::shuffle(all, random);
    const auto first = verdict_on(check, hold, {all.begin(), half});
    const auto second = verdict_on(check, hold, {half, all.end()});
    ++self.verdicts;
    if (first == VerdictKind::inconclusive || second == VerdictKind::inconclusive) {
      ++self.undecided;
    } else if (first != second) {
      ++self.alarms;
    }
  }
  return self;
}

Result<Measured> calibrate(const CalibrateSettings& settings, CalibrateParts parts, const OnProgress& progress) {
  return Calibrator(settings, std::move(parts), progress).run();
}

}  // namespace schedlitmus::campaign
