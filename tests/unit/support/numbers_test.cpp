#include "support/numbers.hpp"

#include <gtest/gtest.h>

namespace schedlitmus {
namespace {

TEST(FormatNumber, IsShortAndExact) {
  EXPECT_EQ(format_number(8), "8");
  EXPECT_EQ(format_number(-1), "-1");
  EXPECT_EQ(format_number(0.5), "0.5");
  EXPECT_EQ(format_number(0.1), "0.1");
  EXPECT_EQ(format_number(123456789012), "123456789012");
  EXPECT_EQ(format_number(-0.0), "0");
}

TEST(ParseNumber, TakesAWholeFiniteNumber) {
  EXPECT_EQ(parse_number("8"), 8);
  EXPECT_EQ(parse_number("-0.5"), -0.5);
  EXPECT_EQ(parse_number("1e6"), 1e6);
  for (const char* text : {"", "8 ", " 8", "8x", "inf", "nan", "1e999", "0x8"})
    EXPECT_EQ(parse_number(text), std::nullopt) << text;
}

TEST(FormatCount, SetsThousandsApart) {
  EXPECT_EQ(format_count(0), "0");
  EXPECT_EQ(format_count(950), "950");
  EXPECT_EQ(format_count(12'345), "12,345");
  EXPECT_EQ(format_count(1'234'567), "1,234,567");
}

TEST(FormatPercent, KeepsZeroAndAllForWhatIsExact) {
  EXPECT_EQ(format_percent(0), "0 %");
  EXPECT_EQ(format_percent(1), "100 %");
  EXPECT_EQ(format_percent(0.12), "12 %");
  EXPECT_EQ(format_percent(0.054), "5.4 %");
  EXPECT_EQ(format_percent(0.0004), "<0.1 %");
  EXPECT_EQ(format_percent(0.9996), ">99.9 %");
  EXPECT_EQ(format_percent(0.996), "99.6 %");
}

TEST(CountOf, ChoosesTheNumber) {
  EXPECT_EQ(count_of(1, "run"), "1 run");
  EXPECT_EQ(count_of(0, "run"), "0 runs");
  EXPECT_EQ(count_of(12'345, "run"), "12,345 runs");
  EXPECT_EQ(count_of(2, "entry", "entries"), "2 entries");
}

}  // namespace
}  // namespace schedlitmus
