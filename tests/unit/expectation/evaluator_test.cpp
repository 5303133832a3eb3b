#include "expectation/evaluator.hpp"

#include <gmock/gmock.h>

#include "unit/expectation/samples.hpp"

namespace schedlitmus::expectation {
namespace {

using List = std::vector<std::int64_t>;

Outcome held(int ms, std::string seen, std::uint64_t samples = 1) {
  return {"c", OutcomeKind::held, Millis{ms}, std::move(seen), "", samples};
}
Outcome missed(int ms, std::string seen, std::uint64_t samples = 1) {
  return {"c", OutcomeKind::missed, Millis{ms}, std::move(seen), "", samples};
}
Outcome undecided(std::string reason) { return {"c", OutcomeKind::undecided, {}, "", std::move(reason), 0}; }

/// Of a check that compares one number a run.
Outcome giving(double number, Outcome outcome) {
  outcome.number = number;
  return outcome;
}

/// The times of samples fed until nothing can change any more, or all of them.
int fed_until_decided(const Check& check, const std::vector<trace::Sample>& samples) {
  Evaluator evaluator({check});
  int fed = 0;
  for (const trace::Sample& sample : samples) {
    if (evaluator.all_decided()) break;
    evaluator.on_sample(sample);
    ++fed;
  }
  return evaluator.all_decided() ? fed : -1;
}

TEST(At, TakesTheNearestSampleInTheWindow) {
  const Check check = at_check("runqueue", 2000, 150, 7.0);
  EXPECT_EQ(evaluate(check, {sample_at(1900, 5, {}), sample_at(2020, 7, {}), sample_at(2120, 6, {})}),
            giving(7, held(2020, "7")));
  EXPECT_EQ(evaluate(check, {sample_at(1990, 5, {}), sample_at(2090, 7, {})}), giving(5, missed(1990, "5")));
}

TEST(At, PrefersTheEarlierOfTwoAsNear) {
  const Check check = at_check("runqueue", 2000, 150, 7.0);
  EXPECT_EQ(evaluate(check, {sample_at(1950, 7, {}), sample_at(2050, 5, {})}), giving(7, held(1950, "7")));
}

TEST(At, IncludesBothEndsOfTheWindow) {
  const Check check = at_check("runqueue", 2000, 150, 7.0);
  EXPECT_EQ(evaluate(check, {sample_at(1850, 7, {})}), giving(7, held(1850, "7")));
  EXPECT_EQ(evaluate(check, {sample_at(2150, 7, {})}), giving(7, held(2150, "7")));
  EXPECT_EQ(evaluate(check, {sample_at(1849, 7, {}), sample_at(2151, 7, {})}).kind, OutcomeKind::undecided);
}

TEST(At, SaysWhichSampleWasNearestWhereNoneIsInTheWindow) {
  const Check check = at_check("runqueue", 2000, 150, 7.0);
  EXPECT_EQ(evaluate(check, {sample_at(1400, 7, {}), sample_at(2400, 7, {})}),
            undecided("no sample within 150ms of 2s (nearest: 2.4s)"));
  EXPECT_EQ(evaluate(check, {}), undecided("no sample within 150ms of 2s"));
}

TEST(At, PassesOverSamplesThatDoNotShowTheField) {
  const Check check = at_check("local_queues", 2000, 150, List{4, 4});
  EXPECT_EQ(evaluate(check, {sample_at(1900, 0, {4, 4}), without_local(2000, 0), sample_at(2140, 0, {9, 9})}),
            held(1900, "[4 4]"));
  EXPECT_EQ(evaluate(check, {without_local(2000, 0)}),
            undecided("1 sample within 150ms of 2s does not show local_queues whole"));
}

TEST(At, IsDecidedByTheFirstSampleNotBeforeTheTime) {
  const Check check = at_check("runqueue", 2000, 150, 7.0);
  EXPECT_EQ(fed_until_decided(check, {sample_at(1900, 7, {}), sample_at(2000, 7, {}), sample_at(2100, 7, {})}), 2);
  EXPECT_EQ(fed_until_decided(check, {sample_at(1900, 7, {}), sample_at(2120, 7, {}), sample_at(2140, 7, {})}), 2);
  EXPECT_EQ(fed_until_decided(check, {sample_at(1900, 7, {}), sample_at(1950, 7, {})}), -1);
}

TEST(At, IsDecidedBeyondTheWindowEvenByAnUnusableSample) {
  const Check check = at_check("local_queues", 2000, 150, List{4, 4});
  EXPECT_EQ(fed_until_decided(check, {sample_at(1900, 0, {4, 4}), without_local(2100, 0), without_local(2151, 0)}), 3);
}

TEST(Always, MissesWithTheFirstSampleThatBreaksIt) {
  const Check check = always_check("waiting", 250, 700, 8.0);
  const std::vector<trace::Sample> samples{sample_at(250, 0, {4, 4}), sample_at(300, 0, {4, 3}),
                                           sample_at(350, 0, {0, 0})};
  EXPECT_EQ(evaluate(check, samples), missed(300, "7", 2));
  EXPECT_EQ(fed_until_decided(check, samples), 2);
}

TEST(Always, HoldsAtTheEndOfItsWindow) {
  Check check = always_check("waiting", 250, 700, 8.0);
  check.condition.tolerance = 1;
  const std::vector<trace::Sample> samples{sample_at(240, 0, {0, 0}), sample_at(250, 0, {4, 4}),
                                           sample_at(500, 3, {2, 2}), sample_at(701, 0, {0, 0}),
                                           sample_at(800, 0, {0, 0})};
  EXPECT_EQ(evaluate(check, samples), held(500, "7..8", 2));
  EXPECT_EQ(fed_until_decided(check, samples), 4);
}

TEST(Always, ComparesASampleAtTheEndOfItsWindow) {
  const Check check = always_check("runqueue", 250, 700, 8.0);
  EXPECT_EQ(evaluate(check, {sample_at(250, 8, {}), sample_at(700, 7, {})}), missed(700, "7", 2));
}

TEST(Always, HoldsWhatAProgramThatEndedEarlyShowed) {
  const Check check = always_check("runqueue", 250, 700, 8.0);
  EXPECT_EQ(evaluate(check, {sample_at(300, 8, {})}), held(300, "8"));
}

TEST(Always, IsUndecidedWithoutAnySampleInItsWindow) {
  EXPECT_EQ(evaluate(always_check("runqueue", 250, 700, 8.0), {sample_at(200, 8, {}), sample_at(720, 8, {})}),
            undecided("no sample from 250ms until 700ms"));
  EXPECT_EQ(evaluate(always_check("runqueue", 250, {}, 8.0), {sample_at(200, 8, {})}),
            undecided("no sample from 250ms"));
  EXPECT_EQ(evaluate(always_check("waiting", 0, {}, 8.0), {without_local(200, 8), without_local(300, 8)}),
            undecided("2 samples do not show waiting whole"));
}

TEST(Always, WithoutAnEndIsDecidedOnlyByTheEndOfTheTrace) {
  const Check check = always_check("runqueue", 0, {}, 8.0);
  EXPECT_EQ(fed_until_decided(check, {sample_at(100, 8, {}), sample_at(1'000'000, 8, {})}), -1);
  EXPECT_EQ(evaluate(check, {sample_at(100, 8, {}), sample_at(1'000'000, 8, {})}), held(1'000'000, "8", 2));
}

TEST(Always, IsNotBrokenByASampleThatDoesNotShowTheField) {
  Check check = always_check("waiting", 0, {}, 8.0);
  check.check_class = CheckClass::invariant;
  EXPECT_EQ(evaluate(check, {sample_at(100, 0, {4, 4}), without_local(200, 0)}), held(100, "8"));
}

TEST(Always, IsBrokenByADamagedSampleWhoseFieldIsWhole) {
  Check check = always_check("runqueue", 0, {}, 8.0);
  check.check_class = CheckClass::invariant;
  EXPECT_EQ(evaluate(check, {without_local(200, 5)}), missed(200, "5"));
}

TEST(Eventually, HoldsWithTheFirstSampleThatSatisfiesIt) {
  const Check check = eventually_check("runqueue", 200, 1000, 8.0);
  const std::vector<trace::Sample> samples{sample_at(100, 8, {}), sample_at(300, 7, {}), sample_at(400, 8, {}),
                                           sample_at(500, 1, {})};
  EXPECT_EQ(evaluate(check, samples), held(400, "8", 2));
  EXPECT_EQ(fed_until_decided(check, samples), 3);
}

TEST(Eventually, MissesAfterItsTime) {
  const Check check = eventually_check("runqueue", 0, 1000, 8.0);
  const std::vector<trace::Sample> samples{sample_at(300, 5, {}), sample_at(900, 7, {}), sample_at(1001, 8, {}),
                                           sample_at(1100, 8, {})};
  EXPECT_EQ(evaluate(check, samples), missed(900, "5..7", 2));
  EXPECT_EQ(fed_until_decided(check, samples), 3);
}

TEST(Eventually, HoldsExactlyAtItsTime) {
  EXPECT_EQ(evaluate(eventually_check("runqueue", 0, 1000, 8.0), {sample_at(1000, 8, {})}), held(1000, "8"));
}

TEST(Eventually, MissesWhereTheTraceEndsBeforeItsTime) {
  EXPECT_EQ(evaluate(eventually_check("runqueue", 0, 1000, 8.0), {sample_at(300, 5, {})}), missed(300, "5"));
}

TEST(Eventually, IsUndecidedWithoutAnySampleInItsWindow) {
  EXPECT_EQ(evaluate(eventually_check("runqueue", 200, 1000, 8.0), {sample_at(100, 8, {}), sample_at(1001, 8, {})}),
            undecided("no sample from 200ms until 1s"));
}

TEST(Seen, GroupsListsOfAnyOrder) {
  Check check = at_check("local_queues", 300, 50, List{4, 4});
  EXPECT_EQ(evaluate(check, {sample_at(300, 0, {8, 0})}), missed(300, "[8 0]"));
  check.condition.order = ListOrder::any;
  EXPECT_EQ(evaluate(check, {sample_at(300, 0, {8, 0})}), missed(300, "[0 8]"));
}

TEST(Seen, SummarisesListsEntryByEntry) {
  Check check = always_check("local_queues", 0, {}, List{4, 4});
  check.condition.tolerance = 1;
  EXPECT_EQ(evaluate(check, {sample_at(1, 0, {4, 4}), sample_at(2, 0, {3, 4}), sample_at(3, 0, {3, 4})}),
            held(3, "[3..4 4]", 3));
}

TEST(Loss, LeavesATypicalCheckUndecided) {
  const Check check = always_check("runqueue", 0, {}, 8.0);
  const std::vector<trace::Sample> breaks{sample_at(100, 5, {})};
  EXPECT_EQ(evaluate(check, breaks, health_of(90, 10)), missed(100, "5"));
  const Outcome outcome = evaluate(check, breaks, health_of(88, 12));
  EXPECT_EQ(outcome.kind, OutcomeKind::undecided);
  EXPECT_EQ(outcome.reason, "12 % of the trace was lost");
  EXPECT_EQ(outcome.seen, "");
}

TEST(Loss, LeavesAnInvariantMissedButNotHeld) {
  Check check = always_check("runqueue", 0, {}, 8.0);
  check.check_class = CheckClass::invariant;
  EXPECT_EQ(evaluate(check, {sample_at(100, 5, {})}, health_of(50, 50)).kind, OutcomeKind::missed);
  EXPECT_EQ(evaluate(check, {sample_at(100, 8, {})}, health_of(50, 50)).kind, OutcomeKind::undecided);
}

TEST(Loss, KeepsAnOwnReason) {
  EXPECT_EQ(evaluate(always_check("runqueue", 0, {}, 8.0), {}, health_of(1, 9)).reason, "no sample in the trace");
}

TEST(Evaluator, GivesAnOutcomeForEachCheckInTheirOrder) {
  Check first = always_check("runqueue", 0, {}, 8.0);
  first.id = "first";
  Check second = at_check("runqueue", 100, 50, 7.0);
  second.id = "second";
  Evaluator evaluator({first, second});
  evaluator.on_sample(sample_at(100, 8, {}));
  EXPECT_FALSE(evaluator.all_decided());
  const auto outcomes = evaluator.finish({});
  ASSERT_EQ(outcomes.size(), 2U);
  EXPECT_EQ(outcomes[0].check, "first");
  EXPECT_EQ(outcomes[0].kind, OutcomeKind::held);
  EXPECT_EQ(outcomes[1].check, "second");
  EXPECT_EQ(outcomes[1].kind, OutcomeKind::missed);
}

TEST(Evaluator, LeavesOutASampleThatGoesBackInTime) {
  const Check check = always_check("runqueue", 0, {}, 8.0);
  EXPECT_EQ(evaluate(check, {sample_at(200, 8, {}), sample_at(100, 5, {})}), held(200, "8"));
}

TEST(Evaluator, HasNothingLeftToDecideWithoutChecks) { EXPECT_TRUE(Evaluator({}).all_decided()); }

/// The outcome where the trace is not known any further.
Outcome cut(const Check& check, const std::vector<trace::Sample>& samples) {
  Evaluator evaluator({check});
  for (const trace::Sample& sample : samples) evaluator.on_sample(sample);
  return evaluator.finish({}, "cut").at(0);
}

TEST(CutTrace, LeavesUndecidedWhatALaterSampleCouldChange) {
  const Check at = at_check("runqueue", 2000, 150, 7.0);
  EXPECT_EQ(cut(at, {}), undecided("cut"));
  Outcome near = undecided("cut");
  near.samples = 1;
  EXPECT_EQ(cut(at, {sample_at(1900, 7, {})}), near) << "2s may be nearer";
  EXPECT_EQ(cut(always_check("runqueue", 0, {}, 7.0), {sample_at(1900, 7, {})}), near);
  EXPECT_EQ(cut(eventually_check("runqueue", 0, 3000, 7.0), {sample_at(1900, 6, {})}), near);
}

TEST(CutTrace, KeepsWhatIsDecided) {
  EXPECT_EQ(cut(at_check("runqueue", 2000, 150, 7.0), {sample_at(2010, 7, {})}), giving(7, held(2010, "7")));
  EXPECT_EQ(cut(always_check("runqueue", 0, {}, 7.0), {sample_at(1900, 6, {})}), missed(1900, "6"));
  EXPECT_EQ(cut(always_check("runqueue", 0, 1900, 7.0), {sample_at(1900, 7, {})}), held(1900, "7"));
  EXPECT_EQ(cut(eventually_check("runqueue", 0, 3000, 7.0), {sample_at(1900, 7, {})}), held(1900, "7"));
}

}  // namespace
}  // namespace schedlitmus::expectation
