// Checks of class distribution and the tests of "hold", as files say them.
#include <gmock/gmock.h>

#include "expectation/loader.hpp"
#include "unit/expectation/malformed.hpp"
#include "unit/expectation/samples.hpp"
#include "unit/expectation/texts.hpp"

namespace schedlitmus::expectation {
namespace {

std::string distribution(const std::string& rest, const std::string& field = "runqueue") {
  return with_check(R"({"id": "c", "class": "distribution", "at": "2s", "field": ")" + field + R"(", )" + rest + "}");
}

std::string with_hold(const std::string& keys) { return with_more(R"("hold": {)" + keys + "}"); }

}  // namespace

std::vector<Malformed> malformed_distributions() {
  return {
      {"ReferenceOfAnotherClass",
       with_check(
           R"({"id": "c", "at": "2s", "field": "runqueue", "reference": {"runs": [1, 2, 3, 4, 5], "go": "1.26"}})"),
       R"(5:46 "reference" without "class": "distribution")", "condition"},
      {"ReferenceBesideMax", distribution(R"("reference": {"runs": [1, 2, 3, 4, 5], "go": "1.26"}, "max": 3)"),
       R"(5:125 "max" beside "reference")", "median"},
      {"ReferenceOfFourRuns", distribution(R"("reference": {"runs": [1, 2, 3, 4], "go": "1.26"})"),
       "5:93 a reference of 4 runs", "5 runs"},
      {"ReferenceWithText", distribution(R"("reference": {"runs": [1, 2, 3, 4, "5"], "go": "1.26"})"),
       R"(5:106 an entry of "runs" must be a number, not a string)", ""},
      {"ReferenceWithoutRelease", distribution(R"("reference": {"runs": [1, 2, 3, 4, 5]})"),
       R"(5:84 "reference" has no "go")", "required"},
      {"ReferenceUnknownKey", distribution(R"("reference": {"runs": [1, 2, 3, 4, 5], "go": "1.26", "margni": 1})"),
       R"(5:124 unknown key "margni" in "reference")", R"("margin")"},
      {"ReferenceMarginBelowZero",
       distribution(R"("reference": {"runs": [1, 2, 3, 4, 5], "go": "1.26", "margin": -1})"),
       "5:134 a margin of -1 is below 0", ""},
      {"DistributionOfAList", distribution(R"("max": 3)", "local_queues"),
       R"(5:59 "local_queues" is a list: a distribution is of one number a run)", "local_total"},
      {"DistributionAlways",
       with_check(R"({"id": "c", "class": "distribution", "always": true, "field": "runqueue", "max": 3})"),
       R"(5:38 "always" beside the class "distribution")", "quantile"},
      {"DistributionOfNothing", with_check(R"({"id": "c", "class": "distribution", "at": "2s", "field": "runqueue"})"),
       "5:1 the check compares what it sees with nothing", ""},
      {"DistributionWithARelativeBound", distribution(R"("max": "2*gomaxprocs")"),
       R"(5:78 "max" grows with gomaxprocs)", "numbers", false},
      {"DistributionWithOneOf", distribution(R"("one_of": [1, 2])"), R"(5:71 "one_of" beside the class "distribution")",
       "median", false},
      {"HoldUnknownTest", with_hold(R"("test": "fixd")"), R"(7:18 unknown test "fixd")", R"("fixed")"},
      {"HoldRunsOfASequentialTest", with_hold(R"("runs": 24)"), R"(7:10 "runs" without "test": "fixed")", "max_runs"},
      {"HoldMaxRunsOfAFixedTest", with_hold(R"("test": "fixed", "max_runs": 24)"),
       R"(7:27 "max_runs" beside "test": "fixed")", "exactly"},
      {"HoldRunsZero", with_hold(R"("test": "fixed", "runs": 0)"),
       R"(7:35 "runs" must be a whole number from 1 to 10000, not 0)", ""},
      {"HoldConfidenceOne", with_hold(R"("confidence": 1)"), R"(7:24 "confidence" must be between 0 and 1, not 1)", ""},
  };
}

namespace {

TEST(Distribution, IsReadWithItsReference) {
  const auto read = parse(
      distribution(R"("reference": {"runs": [4, 4, 5, 3.5, 4], "go": "1.26.3", "why": "quiet host", "margin": 2})"),
      "f.json", "f");
  ASSERT_TRUE(read.has_value()) << to_string(read.error().front());
  const Check& check = read->checks.front();
  EXPECT_EQ(check.check_class, CheckClass::distribution);
  ASSERT_TRUE(check.reference.has_value());
  EXPECT_THAT(check.reference->runs, testing::ElementsAre(4, 4, 5, 3.5, 4));
  EXPECT_EQ(check.reference->go, "1.26.3");
  EXPECT_EQ(check.reference->why, "quiet host");
  EXPECT_EQ(check.reference->margin, 2);
  EXPECT_EQ(describe(check), "runqueue at 2s distributed as in 5 runs on Go 1.26.3 ±2");
}

TEST(Distribution, CanHaveBoundsOfTheMedian) {
  const auto read = parse(distribution(R"("min": 1, "max": 8)"), "f.json", "f");
  ASSERT_TRUE(read.has_value()) << to_string(read.error().front());
  EXPECT_FALSE(read->checks.front().reference.has_value());
  EXPECT_EQ(describe(read->checks.front()), "median over the runs of runqueue in 1..8 at 2s");
}

TEST(Distribution, TakesTheNumberOfTheSample) {
  Check check = at_check("runqueue", 2000, 150, 7.0);
  check.check_class = CheckClass::distribution;
  const Outcome outside = evaluate(check, {sample_at(1900, 7, {}), sample_at(2010, 5, {})});
  EXPECT_EQ(outside.number, 5);
  EXPECT_EQ(outside.kind, OutcomeKind::missed);
  EXPECT_EQ(evaluate(check, {sample_at(1000, 7, {})}).number, std::nullopt);
}

TEST(Hold, CanBeAFixedTest) {
  const auto read = parse(with_hold(R"("test": "fixed", "runs": 24, "confidence": 0.95)"), "f.json", "f");
  ASSERT_TRUE(read.has_value()) << to_string(read.error().front());
  EXPECT_EQ(read->hold.test, HoldTest::fixed);
  EXPECT_EQ(read->hold.runs, 24);
  EXPECT_EQ(read->hold.confidence, 0.95);
}

TEST(Hold, IsSequentialByDefault) {
  const auto read = parse(with_hold(R"("good": 0.9)"), "f.json", "f");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->hold.test, HoldTest::sequential);
  EXPECT_EQ(read->hold.runs, 0);
  EXPECT_EQ(read->hold.confidence, 0);
}

TEST(CheckClass, IsFoundByItsName) {
  for (const CheckClass known : {CheckClass::typical, CheckClass::invariant, CheckClass::distribution})
    EXPECT_EQ(class_of(name_of(known)), known);
  EXPECT_EQ(class_of("usual"), std::nullopt);
}

}  // namespace
}  // namespace schedlitmus::expectation
