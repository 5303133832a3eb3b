#include "process/noise.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <chrono>

namespace schedlitmus::process {
namespace {

TEST(Noise, ReadsCpuPressure) {
  EXPECT_EQ(pressure_total("some avg10=0.00 avg60=0.25 avg300=0.22 total=12160522\n"
                           "full avg10=0.00 avg60=0.00 avg300=0.00 total=7\n"),
            12160522U);
  EXPECT_EQ(pressure_total(""), std::nullopt);
  EXPECT_EQ(pressure_total("full avg10=0.00 total=7\n"), std::nullopt);
  EXPECT_EQ(pressure_total("some avg10=0.00\nfull total=7\n"), std::nullopt);
}

TEST(Noise, ReadsStolenTicks) {
  EXPECT_EQ(ticks_of("cpu  10 1 5 80 2 0 1 3 4 0\ncpu0 1 1 1 1 1 1 1 1\n"), (Ticks{.stolen = 3, .all = 102}))
      << "guest time is in user time already";
}

TEST(Noise, KnowsNoStealOfAnOldKernel) {
  EXPECT_EQ(ticks_of("cpu  10 1 5 80\n"), std::nullopt);
  EXPECT_EQ(ticks_of(""), std::nullopt);
}

TEST(Noise, ReadsTheBusyTicksOfSomeCpus) {
  const std::string stat =
      "cpu  30 3 15 240 6 0 3 9 12 0\ncpu0 10 1 5 80 2 7 1 3 4 0\ncpu1 1 1 1 1 1 1 1 1 1 1\ncpu10 9 9 9 9 9 9 9 9 9 9\n"
      "intr 5 cpu0\n";
  EXPECT_EQ(busy_ticks_of(stat, {0}), 24U) << "neither idle, waiting nor stolen";
  EXPECT_EQ(busy_ticks_of(stat, {0, 10}), 24U + 45U);
  EXPECT_EQ(busy_ticks_of(stat, {0, 2}), std::nullopt) << "a CPU that is not there";
  EXPECT_EQ(busy_ticks_of(stat, {}), std::nullopt);
  EXPECT_EQ(busy_ticks_of("cpu0 1 1 1 1\n", {0}), std::nullopt);
}

TEST(Noise, ReadsRunDelay) {
  EXPECT_EQ(run_delay_of("123 456 7\n"), 456U);
  EXPECT_EQ(run_delay_of(""), std::nullopt);
  EXPECT_EQ(run_delay_of("123\n"), std::nullopt);
}

TEST(Noise, ReadsPeakMemory) {
  EXPECT_EQ(peak_rss_of("Name:\tx\nVmPeak:\t  9000 kB\nVmHWM:\t    5312 kB\n"), 5312U);
  EXPECT_EQ(peak_rss_of("Name:\tx\nState:\tZ (zombie)\n"), std::nullopt);
}

TEST(Noise, OfAProcessThatIsGoneIsUnknown) {
  NoiseMeter meter(-1);
  meter.sample();
  EXPECT_EQ(meter.over(std::chrono::seconds(1), {}).run_delay_share, -1);
  EXPECT_EQ(meter.peak_rss_kib(), 0U);
}

TEST(Noise, OfThisProcessIsKnownWhereTheKernelTells) {
  NoiseMeter meter(::getpid());
  meter.sample();
  EXPECT_EQ(meter.peak_rss_kib(), 0U) << "too early";
  meter.sample();
  EXPECT_GE(meter.over(std::chrono::seconds(3600), {}).run_delay_share,
            ::access("/proc/self/schedstat", R_OK) == 0 ? 0 : -1);
  EXPECT_GT(meter.peak_rss_kib(), 0U);
}

}  // namespace
}  // namespace schedlitmus::process
