#include "support/duration.hpp"

#include <gmock/gmock.h>

namespace schedlitmus {
namespace {

using testing::HasSubstr;

TEST(ParseDuration, ReadsEveryUnit) {
  EXPECT_EQ(parse_duration("150ms").value(), Millis{150});
  EXPECT_EQ(parse_duration("2s").value(), Millis{2000});
  EXPECT_EQ(parse_duration("10m").value(), Millis{600'000});
  EXPECT_EQ(parse_duration("1h").value(), Millis{3'600'000});
  EXPECT_EQ(parse_duration("0s").value(), Millis{0});
}

TEST(ParseDuration, ReadsFractionsExactly) {
  EXPECT_EQ(parse_duration("1.5s").value(), Millis{1500});
  EXPECT_EQ(parse_duration("0.1s").value(), Millis{100});
  EXPECT_EQ(parse_duration("0.001s").value(), Millis{1});
  EXPECT_EQ(parse_duration("0.25h").value(), Millis{900'000});
  EXPECT_EQ(parse_duration("0.00015m").value(), Millis{9});
  EXPECT_EQ(parse_duration("1.50000000000s").value(), Millis{1500});
}

TEST(ParseDuration, ReadsCompoundsFromLargeToSmall) {
  EXPECT_EQ(parse_duration("1m30s").value(), Millis{90'000});
  EXPECT_EQ(parse_duration("1h0.5s").value(), Millis{3'600'500});
}

struct BadDuration {
  const char* text;
  const char* what;
};
class ParseDurationRejects : public testing::TestWithParam<BadDuration> {};

TEST_P(ParseDurationRejects, WithWhatIsWrong) {
  const auto result = parse_duration(GetParam().text);
  ASSERT_FALSE(result.has_value()) << GetParam().text;
  EXPECT_THAT(result.error().what, HasSubstr(GetParam().what));
  EXPECT_FALSE(result.error().what.empty());
}

INSTANTIATE_TEST_SUITE_P(
    All, ParseDurationRejects,
    testing::Values(BadDuration{"", "empty"}, BadDuration{"150", "no unit"}, BadDuration{"-1s", "negative"},
                    BadDuration{"5sec", "unknown unit \"sec\""}, BadDuration{"1 s", "not a duration"},
                    BadDuration{" 1s", "not a duration"}, BadDuration{"1s ", "not a duration"},
                    BadDuration{"s", "not a duration"}, BadDuration{"1.s", "not a duration"},
                    BadDuration{".5s", "not a duration"}, BadDuration{"1.5", "not a duration"},
                    BadDuration{"1,5s", "unknown unit"}, BadDuration{"0.5ms", "finer than a millisecond"},
                    BadDuration{"0.0001s", "finer than a millisecond"},
                    BadDuration{"0.000005m", "finer than a millisecond"},
                    BadDuration{"0.000151m", "finer than a millisecond"}, BadDuration{"30s1m", "large units to small"},
                    BadDuration{"1s1s", "large units to small"}, BadDuration{"1.5m30s", "fraction before"},
                    BadDuration{"8760h", "one year"}, BadDuration{"525599m60s", "one year"},
                    BadDuration{"99999999999999999999h", "one year"}));

TEST(ParseDuration, SaysWhichUnitsAMissingOneMayMean) {
  EXPECT_EQ(parse_duration("150").error().hint, R"(write "150ms" or "150s")");
}

TEST(FormatDuration, IsTheShortestExactForm) {
  EXPECT_EQ(format_duration(Millis{0}), "0s");
  EXPECT_EQ(format_duration(Millis{150}), "150ms");
  EXPECT_EQ(format_duration(Millis{2000}), "2s");
  EXPECT_EQ(format_duration(Millis{1500}), "1.5s");
  EXPECT_EQ(format_duration(Millis{90'000}), "1m30s");
  EXPECT_EQ(format_duration(Millis{3'600'000}), "1h");
  EXPECT_EQ(format_duration(Millis{3'600'500}), "1h0.5s");
  EXPECT_EQ(format_duration(Millis{-1500}), "-1.5s");
}

TEST(FormatDuration, IsReadBack) {
  for (std::int64_t ms = 0; ms < 31'536'000'000; ms = ms * 3 + 7) {
    const Millis value{ms};
    EXPECT_EQ(parse_duration(format_duration(value)).value(), value) << format_duration(value);
  }
}

TEST(FormatTimeLeft, ShowsTwoUnits) {
  using std::chrono::seconds;
  EXPECT_EQ(format_time_left(seconds{45}), "45s");
  EXPECT_EQ(format_time_left(seconds{130}), "2m 10s");
  EXPECT_EQ(format_time_left(seconds{3900}), "1h 5m");
  EXPECT_EQ(format_time_left(seconds{-3}), "0s");
}

}  // namespace
}  // namespace schedlitmus
