// What the loader makes of each quantifier and window, and how it is told.
#include <gtest/gtest.h>

#include "expectation/loader.hpp"
#include "unit/expectation/texts.hpp"

namespace schedlitmus::expectation {
namespace {

Check read(const std::string& keys) {
  const auto file = parse(with_check(R"({"id": "c", )" + keys + "}"), "f", "f");
  if (file) return file->checks.front();
  ADD_FAILURE() << to_string(file.error().front());
  return {};
}

std::string said(const std::string& keys) { return describe(read(keys)); }

TEST(ReadWhen, TakesSharesAsNumbersAndInPercent) {
  const Check check = read(R"("field": "runqueue", "min": 1, "share": {"min": 0.125, "max": "50%"})");
  EXPECT_EQ(check.quantifier, Quantifier::share);
  EXPECT_EQ(check.share.min, 0.125);
  EXPECT_EQ(check.share.max, 0.5);
}

TEST(ReadWhen, TakesStreaksInSamplesAndInTime) {
  const Check check = read(R"("field": "runqueue", "min": 1, "streak": {"min": 3, "max": "1s"})");
  EXPECT_EQ(std::get<std::uint64_t>(check.streak.min.value()), 3U);
  EXPECT_EQ(std::get<Millis>(check.streak.max.value()), Millis{1000});
}

TEST(ReadWhen, TakesTrendsAsWordsAndAsBounds) {
  EXPECT_EQ(read(R"("field": "runqueue", "trend": "flat", "tolerance": 2)").trend.tolerance, 2);
  EXPECT_EQ(read(R"("field": "runqueue", "trend": "shrinking")").trend.direction, Direction::shrinking);
  const Check check = read(R"("field": "runqueue", "trend": {"min": -1.5})");
  EXPECT_FALSE(check.trend.direction);
  EXPECT_EQ(check.trend.slope.min, -1.5);
}

TEST(ReadWhen, TakesWindowsAsTimesAndAsConditions) {
  const Check check = read(
      R"("field": "runqueue", "min": 1, "never": true, "from": "1s", "until": {"field": "idleprocs", "equals": 2})");
  EXPECT_EQ(check.from.time, Millis{1000});
  EXPECT_FALSE(check.from.clause);
  ASSERT_TRUE(check.until.value().clause);
  EXPECT_EQ(describe(*check.until->clause), "idleprocs = 2");
  EXPECT_FALSE(is_about_all_samples(check));
  EXPECT_TRUE(is_about_all_samples(read(R"("field": "runqueue", "min": 1, "never": true)")));
}

TEST(ReadWhen, IsSaidInASentence) {
  EXPECT_EQ(said(R"("field": "runqueue", "min": 1, "never": true, "until": "2s")"), "runqueue >= 1 never until 2s");
  EXPECT_EQ(said(R"("field": "runqueue", "min": 1, "share": {"max": "10%"}, "from": "1s")"),
            "runqueue >= 1 in at most 10 % of the samples from 1s");
  EXPECT_EQ(said(R"("field": "runqueue", "min": 1, "share": {"min": 0.1, "max": 0.5})"),
            "runqueue >= 1 in 10 % to 50 % of the samples");
  EXPECT_EQ(said(R"("field": "runqueue", "min": 1, "streak": {"max": "200ms"})"),
            "runqueue >= 1 for at most 200ms in a row");
  EXPECT_EQ(said(R"("field": "runqueue", "min": 1, "streak": {"min": 1})"),
            "runqueue >= 1 for at least 1 sample in a row");
  EXPECT_EQ(
      said(R"("field": "threads", "trend": "growing", "from": {"field": "idleprocs", "equals": 0}, "until": "2s")"),
      "threads growing from when idleprocs = 0 until 2s");
  EXPECT_EQ(said(R"("field": "threads", "trend": "flat")"), "threads flat within ±1");
  EXPECT_EQ(said(R"("field": "threads", "trend": {"min": 10, "max": 300})"), "threads with a slope of 10 to 300 /s");
  EXPECT_EQ(said(R"("field": "threads", "quantile": 0.95, "max": 8)"), "0.95 quantile of threads <= 8");
  EXPECT_EQ(said(R"("field": "threads", "aggregate": "distinct", "equals": 1)"),
            "number of different values of threads = 1");
  EXPECT_EQ(said(R"("field": "threads", "min": 8, "eventually": true, "by": {"field": "idleprocs", "equals": 2})"),
            "threads >= 8 eventually by the time of idleprocs = 2");
}

}  // namespace
}  // namespace schedlitmus::expectation
