// What is known at the end of a run of a service: its load's measures, and
// whether the run tells anything.
#include "expectation/checker.hpp"

#include <gmock/gmock.h>

#include "unit/expectation/samples.hpp"

namespace schedlitmus::expectation {
namespace {

using testing::HasSubstr;

Check threads_per(const std::string& measure, double max) {
  Check check;
  check.id = "per";
  check.quantifier = Quantifier::aggregate;
  check.aggregate = Aggregate::change;
  check.subject = subject_of(*trace::find_field("threads"));
  check.per = measure;
  check.condition.max = max;
  return check;
}

Check always_few(CheckClass check_class = CheckClass::typical) {
  Check check;
  check.id = "few";
  check.quantifier = Quantifier::always;
  check.check_class = check_class;
  check.subject = subject_of(*trace::find_field("threads"));
  check.condition.max = 6;
  return check;
}

trace::Sample sample_of(Millis time, std::int64_t threads) {
  trace::Sample sample;
  sample.time = time;
  sample.complete = true;
  sample.header.set(trace::HeaderField::threads, threads);
  return sample;
}

RunEnd after_load() {
  RunEnd end;
  end.how = end.load = RunEnd::How::exited;
  end.ready = true;
  end.load_time = Millis{100};
  return end;
}

/// Threads grow by 8.
Outcome outcome_of(const Check& check, const RunEnd& end, std::string_view load_stdout) {
  Checker checker({check});
  checker.on_sample(sample_of(Millis{0}, 4));
  checker.on_sample(sample_of(Millis{100}, 12));
  checker.on_load_stdout(load_stdout);
  return checker.finish({}, end).at(0);
}

TEST(Checker, DividesAnAggregateByAMeasureOfTheLoad) {
  const auto held = outcome_of(threads_per("requests", 2), after_load(), "measure: requests=4\n");
  EXPECT_EQ(held.kind, OutcomeKind::held);
  EXPECT_EQ(held.number, 2);
  EXPECT_EQ(held.samples, 2U);
  EXPECT_EQ(outcome_of(threads_per("requests", 1.9), after_load(), "measure: requests=4\n").kind, OutcomeKind::missed);
}

TEST(Checker, AChangeInAPartOfTheLoadsTimeIsDividedByThatPartOfTheMeasure) {
  auto end = after_load();
  end.load_time = Millis{400};  // the samples show a quarter of it
  EXPECT_EQ(outcome_of(threads_per("requests", 2), end, "measure: requests=16\n").number, 2);
  auto most = threads_per("requests", 2);
  most.aggregate = Aggregate::max;
  EXPECT_EQ(outcome_of(most, end, "measure: requests=16\n").number, 12.0 / 16);
  end.load_time = Millis{0};
  EXPECT_EQ(outcome_of(threads_per("requests", 2), end, "measure: requests=16\n").reason,
            "how long the load ran is not known");
  EXPECT_EQ(outcome_of(most, end, "measure: requests=16\n").number, 12.0 / 16);
}

TEST(Checker, IsUndecidedWithoutThatMeasure) {
  const auto none = outcome_of(threads_per("requests", 2), after_load(), "measure: others=4\n");
  EXPECT_EQ(none.kind, OutcomeKind::undecided);
  EXPECT_EQ(none.reason, "no line \"measure: requests=...\" on the load's stdout");
  EXPECT_THAT(outcome_of(threads_per("requests", 2), after_load(), "measure: requests=0\n").reason, HasSubstr("is 0"));
  RunEnd end = after_load();
  end.load = RunEnd::How::unknown;
  EXPECT_EQ(outcome_of(threads_per("requests", 2), end, "measure: requests=4\n").reason, "no load was run");
}

TEST(Checker, WaitsForTheEndWithSuchACheck) {
  EXPECT_FALSE(Checker({threads_per("requests", 2)}).all_decided());
  EXPECT_TRUE(waits_for_end(threads_per("requests", 2)));
}

TEST(Checker, OfARunThatTellsNothingOnlyOutcomesAndMissesOfInvariantsStand) {
  RunEnd end = after_load();
  end.void_why = "the load failed";
  EXPECT_EQ(outcome_of(always_few(), end, "").kind, OutcomeKind::undecided);
  EXPECT_EQ(outcome_of(always_few(), end, "").reason, "the load failed");
  EXPECT_EQ(outcome_of(always_few(CheckClass::invariant), end, "").kind, OutcomeKind::missed);
  Check ready;
  ready.subject.kind = SubjectKind::outcome;
  ready.subject.fact = RunFact::ready;
  ready.condition.equals = false;
  end.ready = false;
  EXPECT_EQ(outcome_of(ready, end, "").kind, OutcomeKind::held);
}

TEST(Checker, TellsHowALoadEnded) {
  Check check;
  check.subject.kind = SubjectKind::outcome;
  check.subject.fact = RunFact::load_exit_status;
  check.condition.equals = 3.0;
  RunEnd end = after_load();
  end.load_number = 3;
  EXPECT_EQ(outcome_of(check, end, "").kind, OutcomeKind::held);
  end.load = RunEnd::How::timed_out;
  EXPECT_EQ(outcome_of(check, end, "").kind, OutcomeKind::missed);
  check.subject.fact = RunFact::load_timed_out;
  check.condition.equals = true;
  EXPECT_EQ(outcome_of(check, end, "").kind, OutcomeKind::held);
}

}  // namespace
}  // namespace schedlitmus::expectation
