#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "campaign/calibrate.hpp"
#include "campaign/noise_summary.hpp"
#include "fakes.hpp"

namespace schedlitmus::campaign {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Of a run of a second, unless told otherwise: a tick is a hundredth of it.
process::RunRecord noise(double foreign, double steal, double delay, Millis wall = Millis{1000}) {
  process::RunRecord result;
  result.wall = wall;
  result.noise.foreign_cpu_share = foreign;
  result.noise.steal_share = steal;
  result.noise.run_delay_share = delay;
  return result;
}

std::string why(const process::RunRecord& run, int gomaxprocs, int cpus, const NoiseLimits& limits = {}) {
  return excluded_why(signals_of(run, gomaxprocs, cpus), limits);
}

TEST(NoiseLimits, ARunOnAQuietHostCounts) {
  EXPECT_THAT(why(noise(0.02, 0, 0.05), 2, 2), IsEmpty());
  EXPECT_THAT(why(noise(0.11, 0.06, 0.50), 2, 2), IsEmpty()) << "at the limits";
  EXPECT_THAT(why(noise(-1, -1, -1), 2, 2), IsEmpty()) << "nothing was measured";
}

TEST(NoiseLimits, EachSignalExcludesByItselfAndSaysSo) {
  EXPECT_THAT(why(noise(0.49, 0, 0), 2, 2), HasSubstr("others used 48 % of its CPUs (limit 10 %)"));
  EXPECT_THAT(why(noise(0, 0.21, 0), 2, 2), HasSubstr("the hypervisor took 20 %"));
  EXPECT_THAT(why(noise(-1, 0, 1.2), 2, 2), HasSubstr("waited for a CPU 60 % of the run, for each P"));
  EXPECT_THAT(why(noise(0.48, 0.2, 0), 2, 2), HasSubstr("; "));
}

TEST(NoiseLimits, AQuotaThatStoppedItExcludesARun) {
  auto run = noise(0, 0, 0);
  run.noise.throttled_share = 0.05;
  EXPECT_THAT(why(run, 2, 2), IsEmpty());
  run.noise.throttled_share = 0.4;
  EXPECT_EQ(why(run, 2, 2), "a CPU quota withheld 40 % of its CPUs (limit 5 %)");
  EXPECT_THAT(why(run, 2, 2, no_limits()), IsEmpty());
  run.noise.run_delay_share = 1.0;
  EXPECT_THAT(why(run, 2, 2), HasSubstr("waited for a CPU 41 % of the run")) << "the quota can have caused so much";
}

TEST(NoiseLimits, WaitingOfMorePsThanCpusIsTheProgramsOwn) {
  EXPECT_THAT(why(noise(-1, 0, 5), 8, 2), IsEmpty());
  EXPECT_THAT(why(noise(-1, 0, 5), 2, 0), IsEmpty()) << "bound to no CPU";
  EXPECT_THAT(why(noise(0.5, 0, 5), 8, 2), HasSubstr("others used"));
}

TEST(NoiseLimits, WaitingThatNobodyElseCanHaveCausedIsTheProgramsOwn) {
  EXPECT_THAT(why(noise(0, 0, 1.2), 2, 2), IsEmpty());
  EXPECT_THAT(why(noise(0.09, 0, 1.2), 2, 2), IsEmpty());
  EXPECT_THAT(why(noise(0.10, 0.05, 1.2), 1, 2), HasSubstr("waited for a CPU 32 %")) << "both CPUs' for one P";
}

TEST(NoiseLimits, ATickIsNoProofInAShortRun) {
  const Millis wall{5};
  EXPECT_THAT(why(noise(0.95, 0, 0.02, wall), 2, 2), IsEmpty()) << "a tick is longer than the run";
  EXPECT_THAT(why(noise(0.95, 1, 0.02, wall), 2, 2), IsEmpty());
  EXPECT_THAT(why(noise(0, 0, 1.2, wall), 2, 2), HasSubstr("waited for a CPU 60 %"))
      << "that is counted in nanoseconds";
  EXPECT_THAT(why(noise(0.35, 0, 0, Millis{50}), 2, 2), HasSubstr("others used 15 %"));
}

TEST(NoiseLimits, AreTheSameAfterTheStore) {
  const NoiseLimits limits{0.07, 0.03, 0.2, 0.09, "somewhere"};
  const auto again = limits_of(by_name(limits), limits.source);
  EXPECT_EQ(by_name(again), by_name(limits));
  EXPECT_THAT(why(noise(0.99, 0.99, 9), 2, 2, limits_of(by_name(no_limits()), "")), IsEmpty());
}

std::vector<Signals> quiet(int runs) {
  std::vector<Signals> signals;
  for (int i = 0; i < runs; ++i) signals.push_back({0.01 + 0.0005 * (i % 20), 0, 0.02, 0});
  return signals;
}

TEST(Spreads, LimitsAreAboveQuietRunsAndBetweenBounds) {
  auto runs = quiet(100);
  auto spreads = spreads_of(runs);
  ASSERT_EQ(spreads.size(), 4U);
  EXPECT_DOUBLE_EQ(spreads[0].limit, 0.05) << "not below half of the default";
  EXPECT_EQ(spreads[0].over, 0);
  for (auto& run : runs) run[0] += 0.04;
  EXPECT_NEAR(spreads_of(runs)[0].limit, 1.5 * 0.0595, 0.002);
  for (auto& run : runs) run[0] += 0.5;
  EXPECT_DOUBLE_EQ(spreads_of(runs)[0].limit, 0.20) << "not above twice the default";
}

TEST(Spreads, OneOutlierDoesNotMoveTheLimit) {
  auto runs = quiet(100);
  runs[50][0] = 0.9;
  const auto spreads = spreads_of(runs);
  EXPECT_DOUBLE_EQ(spreads[0].limit, 0.05);
  EXPECT_EQ(spreads[0].over, 1);
  EXPECT_DOUBLE_EQ(spreads[0].most, 0.9);
  EXPECT_THAT(too_busy(spreads, runs), IsEmpty());
}

TEST(Spreads, ASignalThatIsNotMeasuredKeepsTheDefault) {
  const std::vector<Signals> runs(10, Signals{-1, 0, -1, -1});
  const auto spreads = spreads_of(runs);
  EXPECT_EQ(spreads[0].runs, 0);
  EXPECT_DOUBLE_EQ(spreads[0].limit, NoiseLimits{}.foreign_cpu_share);
  EXPECT_THAT(too_busy(spreads, runs), IsEmpty());
}

TEST(Spreads, ABusyMachineIsToldFromAnIdleOne) {
  auto runs = quiet(100);
  EXPECT_THAT(too_busy(spreads_of(runs), runs), IsEmpty());
  for (int i = 0; i < 30; ++i) runs[static_cast<std::size_t>(3 * i)][0] = 0.4;
  EXPECT_THAT(too_busy(spreads_of(runs), runs), HasSubstr("taken by others: median"));
  for (auto& run : runs) run[0] = 0.07;
  EXPECT_THAT(too_busy(spreads_of(runs), runs), HasSubstr("median 7 %"));
}

Calibration sample_calibration() {
  Calibration calibration;
  calibration.host = "this";
  calibration.host_text = "Linux, 2 CPUs";
  calibration.when = "2026-01-02T03:04:05Z";
  calibration.release = "1.27.4";
  calibration.runs = 80;
  calibration.signals = spreads_of(quiet(80));
  calibration.self = {2000, 3, 100, "waiting HOLDS and HOLDS"};
  return calibration;
}

class CalibrationFile : public ::testing::Test {
 protected:
  CalibrationFile() : path_(fs::temp_directory_path() / ("schedlitmus-cal-" + std::to_string(::getpid())) / "c.json") {}
  ~CalibrationFile() override { fs::remove_all(path_.parent_path()); }
  fs::path path_;
};

TEST_F(CalibrationFile, IsReadAsItWasWritten) {
  ASSERT_TRUE(save(sample_calibration(), path_.string()).has_value());
  const auto limits = limits_from(path_.string(), "this");
  ASSERT_TRUE(limits.has_value());
  EXPECT_DOUBLE_EQ(limits->foreign_cpu_share, 0.05);
  EXPECT_THAT(limits->source, HasSubstr("calibrated on this machine at 2026-01-02"));
  const auto read = parse_calibration(to_json(sample_calibration()), "f");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(to_json(*read), to_json(sample_calibration()));
}

TEST_F(CalibrationFile, OfAnotherMachineIsNotUsedAndNoneMeansDefaults) {
  const auto none = limits_from(path_.string(), "this");
  ASSERT_TRUE(none.has_value());
  EXPECT_THAT(none->source, HasSubstr("was not calibrated"));
  ASSERT_TRUE(save(sample_calibration(), path_.string()).has_value());
  const auto limits = limits_from(path_.string(), "other");
  ASSERT_TRUE(limits.has_value());
  EXPECT_DOUBLE_EQ(limits->foreign_cpu_share, NoiseLimits{}.foreign_cpu_share);
  EXPECT_THAT(limits->source, HasSubstr("of another machine"));
}

TEST_F(CalibrationFile, OfAVersionThatDidNotMeasureQuotasKeepsTheirDefault) {
  auto calibration = sample_calibration();
  calibration.signals.pop_back();
  const auto read = parse_calibration(to_json(calibration), "f");
  ASSERT_TRUE(read.has_value());
  EXPECT_DOUBLE_EQ(read->limits.throttled_share, NoiseLimits{}.throttled_share);
  calibration.signals.pop_back();
  EXPECT_FALSE(parse_calibration(to_json(calibration), "f").has_value()) << "the others were always there";
}

TEST_F(CalibrationFile, IsReadStrictly) {
  const auto good = to_json(sample_calibration());
  const auto with = [&](const std::string& from, const std::string& to) {
    auto text = good;
    text.replace(text.find(from), from.size(), to);
    return parse_calibration(text, "f");
  };
  ASSERT_TRUE(parse_calibration(good, "f").has_value());
  EXPECT_FALSE(with("schedlitmus-calibration/1", "schedlitmus-calibration/2").has_value());
  EXPECT_FALSE(with("\"host\"", "\"hots\"").has_value());
  EXPECT_FALSE(with("\"runs\": 80,", "").has_value());
  EXPECT_FALSE(with("steal_share", "steal").has_value());
  EXPECT_FALSE(with("steal_share", "foreign_cpu_share").has_value());
  EXPECT_FALSE(with("\"limit\": 0.05", "\"limit\": 0").has_value());
  EXPECT_FALSE(with("\"limit\": 0.05", "\"limit\": \"5 %\"").has_value());
  EXPECT_FALSE(parse_calibration("", "f").has_value());
  const auto error = with("\"alarms\": 3", "\"alarms\": -3").error();
  EXPECT_THAT(error.where, HasSubstr("f:"));
  EXPECT_THAT(error.hint, HasSubstr("calibrate"));
}

std::vector<expectation::Outcome> outcomes(int held, int missed) {
  std::vector<expectation::Outcome> all;
  for (int i = 0; i < held + missed; ++i) {
    expectation::Outcome outcome;
    outcome.check = "c";
    outcome.kind = i < held ? expectation::OutcomeKind::held : expectation::OutcomeKind::missed;
    all.push_back(outcome);
  }
  return all;
}

TEST(CompareWithItself, FindsNoAlarmWhereAllHoldAndSomeBetweenGoodAndBad) {
  expectation::Check check;
  check.id = "c";
  const expectation::Hold hold{.good = 0.9, .bad = 0.6};
  const auto same = compare_with_itself(check, hold, outcomes(20, 0), outcomes(20, 0), 200, 1);
  EXPECT_EQ(same.as_run, "HOLDS and HOLDS");
  EXPECT_EQ(same.verdicts, 200);
  EXPECT_EQ(same.alarms, 0);
  EXPECT_EQ(same.undecided, 0);
  const auto between = compare_with_itself(check, hold, outcomes(15, 5), outcomes(15, 5), 200, 1);
  EXPECT_GT(between.alarms, 0);
  const auto other = compare_with_itself(check, hold, outcomes(20, 0), outcomes(0, 20), 0, 1);
  EXPECT_EQ(other.as_run, "HOLDS and VIOLATED");
}

TEST(Calibrate, RunsBothArmsInTurnsAndChoosesLimits) {
  const auto folder = fs::temp_directory_path() / ("schedlitmus-calibrate-" + std::to_string(::getpid()));
  fs::create_directories(folder / "ten_goroutines");
  std::ofstream(folder / "ten_goroutines" / "main.go") << "package main\n";
  schedlitmus::testing::FakeToolchain toolchain({"1.9.7", "1.27.4"});
  schedlitmus::testing::FakeLauncher launcher;
  double foreign = 0.01;
  launcher.program = [&](const process::LaunchSpec&) {
    schedlitmus::testing::FakeProgram program{schedlitmus::testing::steady_trace("4 4", 0, 1000), {}};
    program.record = noise(foreign, 0, 0.02);
    return program;
  };
  CalibrateSettings settings;
  settings.programs = folder.string();
  settings.runs = 5;
  settings.cpus = {0, 1};
  const auto idle = calibrate(settings, {launcher, toolchain, [] { return false; }}, {});
  ASSERT_TRUE(idle.has_value());
  EXPECT_THAT(launcher.launched, ::testing::SizeIs(20));
  EXPECT_NE(launcher.launched[0].argv, launcher.launched[1].argv) << "the two programs take turns";
  EXPECT_THAT(idle->too_busy, IsEmpty());
  EXPECT_EQ(idle->calibration.release, "1.27.4");
  EXPECT_EQ(idle->calibration.runs, 20);
  foreign = 0.5;
  const auto occupied = calibrate(settings, {launcher, toolchain, [] { return false; }}, {});
  ASSERT_TRUE(occupied.has_value());
  EXPECT_THAT(occupied->too_busy, HasSubstr("49 %"));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace schedlitmus::campaign
