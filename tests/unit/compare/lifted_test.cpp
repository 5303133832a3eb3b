#include "compare/lifted.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace schedlitmus::compare {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<double> values(const Lifted& lifted) {
  std::vector<double> all;
  for (const auto& number : lifted.numbers) all.push_back(number.value);
  return all;
}

std::vector<std::string> labels(const Lifted& lifted) {
  std::vector<std::string> all;
  for (const auto& number : lifted.numbers) all.push_back(number.label);
  return all;
}

TEST(Lifted, TakesNumbersOutOfALineAndNamesThemByTheWordBefore) {
  const auto lifted = lift("x=5, y = -7 (z: 1.5e+06)");
  EXPECT_EQ(lifted.shape, "x=#, y = # (z: #)");
  EXPECT_THAT(values(lifted), ElementsAre(5, -7, 1.5e6));
  EXPECT_THAT(labels(lifted), ElementsAre("x", "y", "z"));
}

TEST(Lifted, NumbersInARowShareTheWordBeforeTheFirst) {
  const auto lifted = lift("order: 9 0 1");
  EXPECT_EQ(lifted.shape, "order: # # #");
  EXPECT_THAT(labels(lifted), ElementsAre("order", "order", "order"));
  EXPECT_THAT(labels(lift("9 0")), ElementsAre("", ""));
}

TEST(Lifted, ARangeAndADateHaveNoNegativeNumbers) {
  EXPECT_THAT(values(lift("1-5")), ElementsAre(1, 5));
  EXPECT_THAT(values(lift("2026-11-22")), ElementsAre(2026, 11, 22));
}

TEST(Lifted, AFullStopIsNoFraction) {
  const auto lifted = lift("done 3.");
  EXPECT_EQ(lifted.shape, "done #.");
  EXPECT_THAT(values(lifted), ElementsAre(3));
}

TEST(Lifted, DurationsOfAnyUnitHaveOneShape) {
  for (const auto* line : {"took 1.5s", "took 1500ms", "took 1500000\u00b5s", "took 1500000us"}) {
    const auto lifted = lift(line);
    EXPECT_EQ(lifted.shape, "took <time>") << line;
    ASSERT_EQ(lifted.numbers.size(), 1U) << line;
    EXPECT_DOUBLE_EQ(lifted.numbers[0].value, 1500) << line;
    EXPECT_TRUE(lifted.numbers[0].clock) << line;
  }
  EXPECT_THAT(values(lift("1h2m3.5s")), ElementsAre(3723500));
}

TEST(Lifted, ANumberBeforeAWordThatBeginsLikeAUnitIsNoDuration) {
  EXPECT_EQ(lift("3 msgs").shape, "# msgs");
  EXPECT_EQ(lift("5sheep").shape, "#sheep");
  EXPECT_EQ(lift("7m").shape, "#m");  // metres or minutes; Go writes 7m0s
}

TEST(Lifted, ClocksAreToldByTheirWords) {
  const auto is_clock = [](const char* line) { return lift(line).numbers.at(0).clock; };
  EXPECT_TRUE(is_clock("elapsed_ms=12"));
  EXPECT_TRUE(is_clock("elapsedMs: 12"));
  EXPECT_TRUE(is_clock("12 ms"));
  EXPECT_TRUE(is_clock("512 ops/s"));
  EXPECT_TRUE(is_clock("3.2 MB/s"));
  EXPECT_FALSE(is_clock("timers=12"));
  EXPECT_FALSE(is_clock("generated 12 rows"));
  EXPECT_FALSE(is_clock("NumCPU=2"));
}

TEST(Lifted, AddressesAreGivenUp) {
  const auto lifted = lift("p=0xc000012345 n=3");
  EXPECT_EQ(lifted.shape, "p=0x# n=#");
  EXPECT_THAT(values(lifted), ElementsAre(3));
}

TEST(Lifted, KeepsTheShapeOfALineWithVeryManyNumbers) {
  std::string line;
  for (int i = 0; i < 200; ++i) line += "1 ";
  const auto lifted = lift(line);
  EXPECT_THAT(lifted.numbers, IsEmpty());
  EXPECT_EQ(lifted.shape.size(), line.size());
}

TEST(Lifted, NumbersBeyondADoubleDoNoHarm) {
  const std::string digits(400, '9');
  EXPECT_EQ(lift(digits).shape, "#");
  EXPECT_EQ(lift("1e999").numbers.size(), lift("1e999").numbers.size());
  EXPECT_EQ(lift("-").shape, "-");
}

TEST(Masked, HidesTheReleaseAndTheProgramsPlace) {
  const Mask mask{"1.13.15", "/cache/1a2b/bin/load"};
  EXPECT_EQ(masked("built by go1.13.15 (1.13.15), not 1.13.150 or 11.13.15", mask),
            "built by go<release> (<release>), not 1.13.150 or 11.13.15");
  EXPECT_EQ(masked("/cache/1a2b/bin/load in /cache/1a2b/bin", mask), "<program> in <folder>");
  EXPECT_EQ(masked("x=1.5 go1.5", {"1.5", ""}), "x=1.5 go<release>");
}

}  // namespace
}  // namespace schedlitmus::compare
