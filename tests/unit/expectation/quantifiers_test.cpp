// never, share, streak, trend, quantile, aggregate.
#include <gmock/gmock.h>

#include "unit/expectation/samples.hpp"

namespace schedlitmus::expectation {
namespace {

using testing::HasSubstr;

/// A sample of the global queue every 100 ms from 100 ms on.
std::vector<trace::Sample> trace_of(const std::vector<int>& runqueues) {
  std::vector<trace::Sample> samples;
  for (const int runqueue : runqueues)
    samples.push_back(sample_at(100 * (static_cast<int>(samples.size()) + 1), runqueue, {}));
  return samples;
}

/// Of the global queue, from 0s on: held where it is at least 1.
Check check_with(Quantifier quantifier) {
  Check check = check_of("runqueue", quantifier);
  check.condition.min = 1;
  return check;
}

/// How many samples it takes until nothing can change any more; -1: not before the trace's end.
int decided_after(const Check& check, const std::vector<trace::Sample>& samples) {
  Evaluator evaluator({check});
  for (std::size_t i = 0; i < samples.size(); ++i) {
    evaluator.on_sample(samples[i]);
    if (evaluator.all_decided()) return static_cast<int>(i) + 1;
  }
  return -1;
}

void expect_undecided(const Outcome& outcome, std::string_view reason) {
  EXPECT_EQ(outcome.kind, OutcomeKind::undecided);
  EXPECT_EQ(outcome.reason, reason);
  EXPECT_EQ(outcome.seen, "");
}

TEST(Never, IsMissedWithTheFirstSampleThatIsSo) {
  const Check check = check_with(Quantifier::never);
  const Outcome outcome = evaluate(check, trace_of({0, 0, 2, 1}));
  EXPECT_EQ(outcome.kind, OutcomeKind::missed);
  EXPECT_EQ(outcome.time, Millis{300});
  EXPECT_EQ(outcome.seen, "2");
  EXPECT_EQ(outcome.samples, 3U);
  EXPECT_EQ(decided_after(check, trace_of({0, 0, 2, 1})), 3);
}

TEST(Never, HoldsAtTheEndOfItsWindowWithTheRangeSeen) {
  Check check = check_with(Quantifier::never);
  check.until = Edge{Millis{200}, {}};
  const Outcome outcome = evaluate(check, trace_of({0, -1, 2}));
  EXPECT_EQ(outcome.kind, OutcomeKind::held);
  EXPECT_EQ(outcome.seen, "-1..0");
  EXPECT_EQ(decided_after(check, trace_of({0, -1, 2})), 2);
}

TEST(Never, IsUndecidedWithoutASample) {
  expect_undecided(evaluate(check_with(Quantifier::never), {}), "no sample in the trace");
}

Check share(std::optional<double> min, std::optional<double> max) {
  Check check = check_with(Quantifier::share);
  check.share = {min, max};
  return check;
}

TEST(Share, ComparesTheShareOfSamplesInWhichTheConditionHolds) {
  const Outcome outcome = evaluate(share(0.5, {}), trace_of({0, 3, 0, 1}));
  EXPECT_EQ(outcome.kind, OutcomeKind::held);
  EXPECT_EQ(outcome.seen, "2 of 4 samples (50 %)");
  EXPECT_EQ(outcome.number, 0.5);
  EXPECT_EQ(outcome.samples, 4U);
  EXPECT_EQ(outcome.time, Millis{400});
  EXPECT_EQ(evaluate(share({}, 0.4), trace_of({0, 3, 0, 1})).kind, OutcomeKind::missed);
  EXPECT_EQ(evaluate(share(0.4, 0.6), trace_of({0, 3, 0, 1})).kind, OutcomeKind::held);
}

TEST(Share, IncludesItsBounds) {
  const std::vector<int> one_of_ten{0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  EXPECT_EQ(evaluate(share(0.1, {}), trace_of(one_of_ten)).kind, OutcomeKind::held);
  EXPECT_EQ(evaluate(share({}, 0.1), trace_of(one_of_ten)).kind, OutcomeKind::held);
}

TEST(Share, IsUndecidedWithTooFewSamplesToShowIt) {
  expect_undecided(evaluate(share(0.1, {}), trace_of({0, 0, 0, 1, 1, 1, 1, 1, 1})),
                   "9 samples are too few for a share of 10 %, which needs 10");
  expect_undecided(evaluate(share(0.5, 0.95), trace_of({1})),
                   "1 sample is too few for a share of 95 %, which needs 20");
}

TEST(Share, IsDecidedEarlyOnlyWhereNoFurtherSampleCanChangeIt) {
  EXPECT_EQ(decided_after(share(0.1, 0.9), trace_of({1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1})), -1);
  EXPECT_EQ(decided_after(share({}, 0.0), trace_of({0, 0, 1, 0})), 3);
  EXPECT_EQ(decided_after(share(1.0, {}), trace_of({1, 0, 1})), 2);
  EXPECT_EQ(evaluate(share(1.0, {}), trace_of({1, 0, 1})).seen, "1 of 2 samples (50 %)");
}

Check streak(std::optional<StreakLength> min, std::optional<StreakLength> max) {
  Check check = check_with(Quantifier::streak);
  check.streak = {min, max};
  return check;
}
constexpr std::uint64_t kTwo = 2, kThree = 3;

TEST(Streak, HoldsAsSoonAsItIsLongEnough) {
  const Outcome outcome = evaluate(streak(kThree, {}), trace_of({1, 1, 0, 1, 1, 1, 1}));
  EXPECT_EQ(outcome.kind, OutcomeKind::held);
  EXPECT_EQ(outcome.seen, "longest streak 3 samples, 200ms");
  EXPECT_EQ(outcome.number, 3);
  EXPECT_EQ(outcome.time, Millis{600});
  EXPECT_EQ(decided_after(streak(kThree, {}), trace_of({1, 1, 0, 1, 1, 1, 1})), 6);
}

TEST(Streak, IsMissedWhereItIsTooShort) {
  const Outcome outcome = evaluate(streak(kThree, {}), trace_of({1, 1, 0, 1, 1}));
  EXPECT_EQ(outcome.kind, OutcomeKind::missed);
  EXPECT_EQ(outcome.seen, "longest streak 2 samples, 100ms");
  EXPECT_EQ(evaluate(streak(kThree, {}), trace_of({0, 0, 0})).seen, "no streak");
}

TEST(Streak, IsMissedAsSoonAsItIsTooLong) {
  EXPECT_EQ(decided_after(streak({}, kTwo), trace_of({1, 1, 1, 1})), 3);
  EXPECT_EQ(evaluate(streak({}, kTwo), trace_of({1, 1, 1, 1})).kind, OutcomeKind::missed);
  EXPECT_EQ(evaluate(streak({}, kTwo), trace_of({1, 1, 0, 1, 1})).kind, OutcomeKind::held);
  EXPECT_EQ(decided_after(streak({}, kTwo), trace_of({1, 1, 0, 1, 1})), -1);
}

TEST(Streak, WithBothBoundsIsDecidedAtTheEnd) {
  const Check check = streak(kTwo, kThree);
  EXPECT_EQ(evaluate(check, trace_of({1, 1, 0, 0})).kind, OutcomeKind::held);
  EXPECT_EQ(decided_after(check, trace_of({1, 1, 0, 0})), -1);
  EXPECT_EQ(evaluate(check, trace_of({1, 0, 1, 0})).kind, OutcomeKind::missed);
  EXPECT_EQ(evaluate(check, trace_of({1, 1, 1, 1})).kind, OutcomeKind::missed);
}

TEST(Streak, IsMeasuredInTimeFromItsFirstSampleToItsLast) {
  const Outcome outcome = evaluate(streak(Millis{150}, {}), trace_of({1, 1, 0, 1, 1, 1}));
  EXPECT_EQ(outcome.kind, OutcomeKind::held);
  EXPECT_EQ(outcome.seen, "longest streak 3 samples, 200ms");
  EXPECT_EQ(outcome.number, 200);
  EXPECT_EQ(evaluate(streak({}, Millis{150}), trace_of({1, 1, 0, 1})).kind, OutcomeKind::held);
  EXPECT_EQ(evaluate(streak({}, Millis{150}), trace_of({1, 1, 1, 0})).kind, OutcomeKind::missed);
}

TEST(Streak, OfMostSamplesNeedNotBeTheLongestInTime) {
  const std::vector<trace::Sample> samples{sample_at(100, 1, {}),  sample_at(900, 1, {}),  sample_at(950, 0, {}),
                                           sample_at(1000, 1, {}), sample_at(1010, 1, {}), sample_at(1020, 1, {})};
  EXPECT_EQ(evaluate(streak(Millis{1}, Millis{900}), samples).seen, "longest streak 2 samples, 800ms");
  EXPECT_EQ(evaluate(streak(kTwo, kThree), samples).seen, "longest streak 3 samples, 20ms");
}

TEST(Streak, IsNotBrokenByASampleThatDoesNotShowTheField) {
  Check check = check_of("waiting", Quantifier::streak);
  check.condition.min = 1;
  check.streak.min = kTwo;
  EXPECT_EQ(evaluate(check, {sample_at(100, 1, {0}), without_local(200, 0), sample_at(300, 1, {0})}).seen,
            "longest streak 2 samples, 200ms");
}

TEST(Streak, IsUndecidedWhereItCouldNotShow) {
  expect_undecided(evaluate(streak(kThree, {}), trace_of({1, 1})),
                   "2 samples are too few for this streak, which needs 3");
  expect_undecided(evaluate(streak({}, kTwo), trace_of({1, 1})),
                   "2 samples are too few for this streak, which needs 3");
  expect_undecided(evaluate(streak({}, Millis{300}), trace_of({1, 1, 1})),
                   "the samples span 200ms, and a streak of 300ms could not show in them");
}

Check trend(Direction direction, double tolerance = 1) {
  Check check = check_of("runqueue", Quantifier::trend);
  check.trend.direction = direction;
  check.trend.tolerance = tolerance;
  return check;
}

TEST(Trend, TellsGrowingFlatAndShrinkingApart) {
  const auto growing = trace_of({10, 21, 29, 40, 51, 60});
  const auto flat = trace_of({4, 4, 4, 5, 4, 4});
  const auto shrinking = trace_of({60, 51, 40, 29, 21, 10});
  const auto kind = [](Direction direction, const auto& samples) {
    return evaluate(trend(direction), samples).kind == OutcomeKind::held;
  };
  EXPECT_TRUE(kind(Direction::growing, growing));
  EXPECT_FALSE(kind(Direction::growing, flat));
  EXPECT_FALSE(kind(Direction::growing, shrinking));
  EXPECT_TRUE(kind(Direction::shrinking, shrinking));
  EXPECT_FALSE(kind(Direction::shrinking, flat));
  EXPECT_FALSE(kind(Direction::flat, growing));
  EXPECT_FALSE(kind(Direction::flat, shrinking));
}

TEST(Trend, SaysTheSlopeAndItsInterval) {
  const Outcome outcome = evaluate(trend(Direction::growing), trace_of({10, 21, 29, 40, 51, 60}));
  EXPECT_EQ(outcome.seen, "slope 100 /s (90 .. 110)");
  EXPECT_NEAR(outcome.number.value(), 100, 1e-9);
  EXPECT_EQ(outcome.time, Millis{600});
}

TEST(Trend, IsFlatWhereTheChangeOverTheWindowIsWithinTheTolerance) {
  EXPECT_EQ(evaluate(trend(Direction::flat), trace_of({4, 4, 4, 4, 4, 4})).kind, OutcomeKind::held);
  EXPECT_EQ(evaluate(trend(Direction::flat), trace_of({4, 4, 4, 4, 4, 4})).seen, "slope 0 /s (0 .. 0)");
  EXPECT_EQ(evaluate(trend(Direction::flat), trace_of({0, 1, 2, 3, 4, 5})).kind, OutcomeKind::missed);
  EXPECT_EQ(evaluate(trend(Direction::flat, 5), trace_of({0, 1, 2, 3, 4, 5})).kind, OutcomeKind::held);
}

TEST(Trend, IsUndecidedWhereTheIntervalLeavesFlatnessOpen) {
  const Outcome outcome = evaluate(trend(Direction::flat), trace_of({0, 9, 1, 8, 2, 9}));
  EXPECT_EQ(outcome.kind, OutcomeKind::undecided);
  EXPECT_THAT(outcome.reason, HasSubstr("too uncertain to tell whether it is flat within ±1 over 500ms"));
  EXPECT_THAT(outcome.reason, HasSubstr("slope 5 /s (-60 .. 70): "));
}

TEST(Trend, ComparesTheSlopeWithBounds) {
  Check check = check_of("runqueue", Quantifier::trend);
  check.trend.slope = {10, 300};
  EXPECT_EQ(evaluate(check, trace_of({10, 20, 30, 40, 50})).kind, OutcomeKind::held);
  check.trend.slope = {{}, 99};
  EXPECT_EQ(evaluate(check, trace_of({10, 20, 30, 40, 50})).kind, OutcomeKind::missed);
}

TEST(Trend, IsDecidedAtTheEndAndNeedsFiveSamples) {
  EXPECT_EQ(decided_after(trend(Direction::growing), trace_of({1, 2, 3, 4, 5, 6, 7})), -1);
  expect_undecided(evaluate(trend(Direction::growing), trace_of({1, 2, 3, 4})),
                   "4 samples are too few for a trend, which needs 5");
}

Check quantile(double quantile, double max) {
  Check check = check_of("runqueue", Quantifier::quantile);
  check.quantile = quantile;
  check.condition.max = max;
  return check;
}

TEST(Quantile, IsComparedWithTheCondition) {
  const auto samples = trace_of({9, 1, 2, 8});
  const Outcome outcome = evaluate(quantile(0.5, 2), samples);
  EXPECT_EQ(outcome.kind, OutcomeKind::held);
  EXPECT_EQ(outcome.seen, "2");
  EXPECT_EQ(outcome.number, 2);
  EXPECT_EQ(outcome.samples, 4U);
  EXPECT_EQ(evaluate(quantile(0.75, 7), samples).kind, OutcomeKind::missed);
  EXPECT_EQ(evaluate(quantile(0.75, 7), samples).seen, "8");
}

TEST(Quantile, IsUndecidedWhereNoSampleIsBeyondIt) {
  expect_undecided(evaluate(quantile(0.9, 2), trace_of({1, 1, 1})),
                   "3 samples are too few for the 0.9 quantile, which needs 10");
}

std::string aggregated(Aggregate aggregate, const std::vector<int>& runqueues) {
  Check check = check_of("runqueue", Quantifier::aggregate);
  check.aggregate = aggregate;
  check.condition.min = -100;
  const Outcome outcome = evaluate(check, trace_of(runqueues));
  EXPECT_EQ(outcome.kind, OutcomeKind::held) << outcome.reason;
  return format_duration(outcome.time.value()) + " " + outcome.seen;
}

TEST(Aggregated, GivesEachNumber) {
  const std::vector<int> runqueues{5, 1, 9, 1, 2};
  EXPECT_EQ(aggregated(Aggregate::mean, runqueues), "500ms 3.6");
  EXPECT_EQ(aggregated(Aggregate::median, runqueues), "500ms 2");
  EXPECT_EQ(aggregated(Aggregate::min, runqueues), "200ms 1");
  EXPECT_EQ(aggregated(Aggregate::max, runqueues), "300ms 9");
  EXPECT_EQ(aggregated(Aggregate::first, runqueues), "100ms 5");
  EXPECT_EQ(aggregated(Aggregate::last, runqueues), "500ms 2");
  EXPECT_EQ(aggregated(Aggregate::change, runqueues), "500ms -3");
  EXPECT_EQ(aggregated(Aggregate::distinct, runqueues), "500ms 4");
}

TEST(Aggregated, IsMissedBeyondTheCondition) {
  Check check = check_of("runqueue", Quantifier::aggregate);
  check.aggregate = Aggregate::mean;
  check.condition.max = 3.5;
  const Outcome outcome = evaluate(check, trace_of({5, 1, 9, 1, 2}));
  EXPECT_EQ(outcome.kind, OutcomeKind::missed);
  EXPECT_EQ(outcome.number, 3.6);
}

TEST(Aggregated, OnlyTheFirstIsKnownBeforeTheEnd) {
  Check check = check_of("runqueue", Quantifier::aggregate);
  check.condition.max = 3;
  check.aggregate = Aggregate::first;
  EXPECT_EQ(decided_after(check, trace_of({1, 2})), 1);
  check.aggregate = Aggregate::max;
  EXPECT_EQ(decided_after(check, trace_of({9, 9})), -1) << "9 is not the number of the whole window yet";
}

TEST(Aggregated, AChangeNeedsTwoSamples) {
  Check check = check_of("runqueue", Quantifier::aggregate);
  check.aggregate = Aggregate::change;
  check.condition.max = 3;
  expect_undecided(evaluate(check, trace_of({1})), "1 sample is too few for a change, which needs 2");
}

TEST(Aggregated, CountsNoMoreDifferentValuesThanItKeeps) {
  Check check = check_of("runqueue", Quantifier::aggregate);
  check.aggregate = Aggregate::distinct;
  check.condition.min = 1;
  std::vector<int> runqueues(5000);
  for (int i = 0; i < 5000; ++i) runqueues[static_cast<std::size_t>(i)] = i;
  expect_undecided(evaluate(check, trace_of(runqueues)), "there are more than 4,096 different values");
}

}  // namespace
}  // namespace schedlitmus::expectation
