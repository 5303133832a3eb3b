#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "simulated_runs.hpp"
#include "verdict/judge.hpp"

namespace schedlitmus::verdict {
namespace {

constexpr int kVerdicts = 4'000;
constexpr int kMostErrors = 281;

using expectation::Check;
using expectation::CheckClass;
using expectation::Hold;
using expectation::Outcome;
using expectation::OutcomeKind;
using testing::HasSubstr;

Outcome outcome_of(OutcomeKind kind, std::string seen) {
  Outcome outcome;
  outcome.check = "split";
  outcome.kind = kind;
  outcome.time = Millis{2000};
  outcome.seen = std::move(seen);
  outcome.samples = 1;
  return outcome;
}
Outcome held(std::string seen = "[4 4]") { return outcome_of(OutcomeKind::held, std::move(seen)); }
Outcome missed(std::string seen = "[8 0]") { return outcome_of(OutcomeKind::missed, std::move(seen)); }
Outcome undecided(std::string reason = "no sample within 150ms of 2s") {
  Outcome outcome;
  outcome.check = "split";
  outcome.reason = std::move(reason);
  return outcome;
}

Judge judge_of(CheckClass check_class = CheckClass::typical, Hold hold = {}) {
  Check check;
  check.id = "split";
  check.check_class = check_class;
  return {check, hold};
}

void add(Judge& judge, int times, const Outcome& outcome, bool counts = true) {
  for (int i = 0; i < times; ++i) judge.add(outcome, counts);
}

TEST(Judge, HoldsAfterTenRunsThatHold) {
  Judge judge = judge_of();
  add(judge, 9, held());
  EXPECT_FALSE(judge.done());
  EXPECT_EQ(judge.expected_more(), 1);
  judge.add(held());
  EXPECT_TRUE(judge.done());
  EXPECT_EQ(judge.expected_more(), 0);
  const Verdict verdict = judge.verdict();
  EXPECT_EQ(verdict.check, "split");
  EXPECT_EQ(verdict.kind, VerdictKind::holds);
  EXPECT_EQ(verdict.held, 10);
  EXPECT_NEAR(verdict.bound, 0.74, 0.005);
  EXPECT_EQ(verdict.more_runs, 0);
  EXPECT_EQ(verdict.reason, "");
}

TEST(Judge, IsViolatedAfterTwoMisses) {
  Judge judge = judge_of();
  add(judge, 2, missed());
  EXPECT_TRUE(judge.done());
  const Verdict verdict = judge.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::violated);
  EXPECT_NEAR(verdict.bound, 0.776, 0.001);  // 1 - sqrt(0.05)
}

TEST(Judge, CountsNothingAfterTheRunThatDecides) {
  Judge judge = judge_of();
  add(judge, 2, missed());
  add(judge, 30, held());
  add(judge, 3, undecided());
  add(judge, 3, held(), false);
  const Verdict verdict = judge.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::violated);
  EXPECT_EQ(verdict.held, 0);
  EXPECT_EQ(verdict.missed, 2);
  EXPECT_EQ(verdict.undecided, 0);
  EXPECT_EQ(verdict.excluded, 0);
  ASSERT_EQ(verdict.histogram.size(), 1U);
  EXPECT_EQ(verdict.histogram[0].runs, 2);
}

TEST(Judge, IsInconclusiveAtMaxRunsAndSaysWhatWouldSettleIt) {
  Judge judge = judge_of(CheckClass::typical, {.max_runs = 8});
  add(judge, 3, held());
  judge.add(missed());
  add(judge, 4, held());
  EXPECT_TRUE(judge.done());
  EXPECT_EQ(judge.expected_more(), 0);
  const Verdict verdict = judge.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::inconclusive);
  EXPECT_GT(verdict.more_runs, 0);
  EXPECT_EQ(verdict.reason,
            "after 8 runs: 7 held; about " + std::to_string(verdict.more_runs) + " more runs would settle it");
  EXPECT_EQ(verdict.bound, 0);
}

TEST(Judge, ExpectsNoMoreThanMaxRuns) {
  Judge judge = judge_of(CheckClass::typical, {.max_runs = 6});
  EXPECT_EQ(judge.expected_more(), 6);
  add(judge, 4, held());
  EXPECT_EQ(judge.expected_more(), 2);
}

TEST(Judge, IsInconclusiveBeforeItsFirstRun) {
  const Judge judge = judge_of();
  EXPECT_FALSE(judge.done());
  EXPECT_EQ(judge.expected_more(), 10);
  EXPECT_EQ(judge.verdict().kind, VerdictKind::inconclusive);
  EXPECT_EQ(judge.verdict().reason, "no run yet");
}

TEST(Judge, TakesUndecidedRunsForNoEvidence) {
  Judge judge = judge_of();
  judge.add(held());
  add(judge, 20, undecided());
  EXPECT_FALSE(judge.done());
  add(judge, 9, held());
  EXPECT_TRUE(judge.done());
  EXPECT_EQ(judge.verdict().kind, VerdictKind::holds);
  EXPECT_EQ(judge.verdict().undecided, 20);
  EXPECT_NEAR(judge.verdict().bound, 0.74, 0.005);
}

TEST(Judge, GivesUpACheckThatNeverGetsAUsableSample) {
  Judge judge = judge_of();
  add(judge, 2, undecided("too much of the trace was lost"));
  add(judge, 2, undecided());
  EXPECT_FALSE(judge.done());
  judge.add(undecided());
  EXPECT_TRUE(judge.done());
  const Verdict verdict = judge.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::inconclusive);
  EXPECT_EQ(verdict.reason, "no usable sample in 5 of 5 runs: no sample within 150ms of 2s");
  EXPECT_EQ(verdict.more_runs, 0);
}

TEST(Judge, EndsWhereNearlyEveryRunIsUndecided) {
  Judge judge = judge_of(CheckClass::typical, {.max_runs = 12});
  judge.add(held());
  add(judge, 11, undecided());
  EXPECT_FALSE(judge.done());
  judge.add(undecided());
  EXPECT_TRUE(judge.done());
  EXPECT_THAT(judge.verdict().reason, HasSubstr("after 1 run: 1 held, 12 more undecided; about 9 more"));
}

TEST(Judge, DoesNotCountExcludedRuns) {
  Judge judge = judge_of();
  judge.add(held());
  add(judge, 3, missed(), false);
  add(judge, 9, held());
  const Verdict verdict = judge.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::holds);
  EXPECT_EQ(verdict.missed, 0);
  EXPECT_EQ(verdict.excluded, 3);
  EXPECT_EQ(verdict.histogram.size(), 1U);
}

TEST(Judge, GivesUpWhereTheHostIsTooNoisy) {
  Judge judge = judge_of();
  add(judge, kNoisyRuns - 1, missed(), false);
  EXPECT_FALSE(judge.done());
  EXPECT_EQ(judge.expected_more(), 1);
  judge.add(missed(), false);
  EXPECT_TRUE(judge.done());
  EXPECT_EQ(judge.verdict().kind, VerdictKind::inconclusive);
  EXPECT_EQ(judge.verdict().reason, "host noise: 8 of 8 runs excluded");
  EXPECT_EQ(judge.verdict().more_runs, 0);
}

TEST(Judge, EndsWhereMoreRunsWereExcludedThanCounted) {
  Judge judge = judge_of();
  add(judge, 9, held());
  add(judge, 9, missed(), false);
  EXPECT_FALSE(judge.done()) << "as many as were counted";
  judge.add(missed(), false);
  EXPECT_TRUE(judge.done());
  EXPECT_EQ(judge.verdict().kind, VerdictKind::inconclusive);
  EXPECT_EQ(judge.verdict().reason, "host noise: 10 of 19 runs excluded");
}

TEST(Judge, ExpectsAsManyExcludedRunsAsThereWere) {
  Judge judge = judge_of();
  add(judge, 5, held());
  EXPECT_EQ(judge.expected_more(), 5);
  add(judge, 5, held(), false);
  EXPECT_EQ(judge.expected_more(), 10);
}

Check invariant(Millis from, std::optional<Millis> until) {
  Check check;
  check.id = "queues";
  check.check_class = CheckClass::invariant;
  check.quantifier = expectation::Quantifier::always;
  check.from.time = from;
  if (until) check.until = expectation::Edge{*until, {}};
  return check;
}

TEST(Judge, AnInvariantOverTheWholeRunIsBrokenOnANoisyHostToo) {
  Judge judge(invariant(Millis{0}, std::nullopt), Hold{});
  judge.add(held(), false);
  EXPECT_EQ(judge.verdict().excluded, 1) << "a noisy run that holds is no evidence";
  judge.add(missed(), false);
  EXPECT_TRUE(judge.done());
  EXPECT_EQ(judge.verdict().kind, VerdictKind::violated);
  EXPECT_EQ(judge.verdict().missed, 1);
}

TEST(Judge, AnInvariantInAWindowOfTimeMayBeMissedForTheHostsSake) {
  for (const auto& check : {invariant(Millis{200}, std::nullopt), invariant(Millis{0}, Millis{500})}) {
    Judge judge(check, Hold{});
    judge.add(missed(), false);
    EXPECT_FALSE(judge.done());
    EXPECT_EQ(judge.verdict().kind, VerdictKind::inconclusive);
  }
}

TEST(Judge, EndsWithinThreeTimesMaxRunsWhateverComes) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SimulatedRuns coin(0.5, seed);
    SimulatedRuns rate(0.85, seed + 1000);
    Judge judge = judge_of(CheckClass::typical, {.max_runs = 10});
    int runs = 0;
    for (; !judge.done(); ++runs) {
      EXPECT_GE(judge.expected_more(), 1);
      judge.add(coin.next() ? (rate.next() ? held() : missed()) : undecided(), coin.next());
    }
    EXPECT_LE(runs, 3 * 10 + kNoisyRuns);
  }
}

TEST(Judge, OfAnInvariantIsViolatedByOneMiss) {
  Judge judge = judge_of(CheckClass::invariant);
  add(judge, 9, held());
  judge.add(missed());
  EXPECT_TRUE(judge.done());
  EXPECT_EQ(judge.verdict().kind, VerdictKind::violated);
  EXPECT_EQ(judge.verdict().held, 9);
  EXPECT_EQ(judge.verdict().missed, 1);
}

TEST(Judge, OfAnInvariantHoldsAfterAsManyRunsAsTheSequentialTestAsksFor) {
  Judge judge = judge_of(CheckClass::invariant);
  EXPECT_EQ(judge.expected_more(), 10);
  add(judge, 9, held());
  EXPECT_FALSE(judge.done());
  judge.add(held());
  EXPECT_EQ(judge.verdict().kind, VerdictKind::holds);
}

TEST(Judge, OfAnInvariantIsInconclusiveWhereTooFewRunsAreAllowed) {
  Judge judge = judge_of(CheckClass::invariant, {.max_runs = 4});
  add(judge, 4, held());
  EXPECT_TRUE(judge.done());
  EXPECT_EQ(judge.verdict().kind, VerdictKind::inconclusive);
  EXPECT_EQ(judge.verdict().more_runs, 6);
}

TEST(Judge, CountsWhatWasSeenMostFrequentFirstAndTiesByText) {
  Judge judge = judge_of(CheckClass::typical, {.good = 0.99, .bad = 0.98});
  add(judge, 2, held("[5 3]"));
  add(judge, 1, missed("[8 0]"));
  add(judge, 1, missed("[0 8]"));
  add(judge, 3, held("[4 4]"));
  add(judge, 1, missed("[4 4]"));
  std::vector<std::string> lines;
  for (const auto& bin : judge.verdict().histogram) {
    lines.push_back(bin.seen + " " + std::to_string(bin.runs) + (bin.held ? " held" : " missed"));
  }
  EXPECT_EQ(lines, (std::vector<std::string>{"[4 4] 3 held", "[5 3] 2 held", "[0 8] 1 missed", "[4 4] 1 missed",
                                             "[8 0] 1 missed"}));
}

TEST(Judge, KeepsThreeExamplesTheMissesFirstTheUndecidedLast) {
  Judge judge = judge_of(CheckClass::typical, {.good = 0.99, .bad = 0.98});
  judge.add(undecided());
  judge.add(missed("x"), false);
  judge.add(held("a"));
  EXPECT_EQ(judge.verdict().examples, (std::vector{held("a"), undecided()}));
  add(judge, 4, held("e"));
  judge.add(missed("b"));
  judge.add(missed("c"));
  EXPECT_EQ(judge.verdict().examples, (std::vector{missed("b"), missed("c"), held("a")}));
  add(judge, 2, missed("d"));
  EXPECT_EQ(judge.verdict().examples, (std::vector{missed("b"), missed("c"), missed("d")}));
}

TEST(Judge, GivesTheSameVerdictForUndecidedRunsInAnyOrder) {
  // Too weak a contrast to be decided by these few runs, so that all count.
  const Hold hold{.good = 0.90, .bad = 0.89};
  std::vector<Outcome> outcomes{held("a"), held("a"), missed("b"), undecided("x"), held("c"), missed("b")};
  std::ranges::sort(outcomes, {}, &Outcome::seen);
  std::optional<Verdict> first;
  do {
    Judge judge = judge_of(CheckClass::typical, hold);
    for (const auto& outcome : outcomes) judge.add(outcome);
    const Verdict verdict = judge.verdict();
    if (!first) first = verdict;
    EXPECT_EQ(verdict.reason, first->reason);
    EXPECT_EQ(verdict.histogram[0].seen, "a");
    EXPECT_EQ(verdict.histogram[1].seen, "b");
  } while (std::ranges::next_permutation(outcomes, {}, &Outcome::seen).found);
}

TEST(Judge, KeepsItsErrorRatesWithMaxRuns) {
  // Being cut at max_runs can only turn a wrong verdict into an inconclusive
  // one, so the bound of the test itself applies: 0.05 / 0.95 of kVerdicts,
  // and five standard deviations (14.1) above it.
  int violated = 0;
  int holds = 0;
  SimulatedRuns good(0.95, 6);
  SimulatedRuns bad(0.70, 7);
  for (int i = 0; i < kVerdicts; ++i) {
    Judge of_good = judge_of();
    while (!of_good.done()) of_good.add(good.next() ? held() : missed());
    violated += of_good.verdict().kind == VerdictKind::violated ? 1 : 0;
    Judge of_bad = judge_of();
    while (!of_bad.done()) of_bad.add(bad.next() ? held() : missed());
    holds += of_bad.verdict().kind == VerdictKind::holds ? 1 : 0;
  }
  EXPECT_LE(violated, kMostErrors);
  EXPECT_LE(holds, kMostErrors);
}

TEST(VerdictKind, HasTheReportsNames) {
  EXPECT_EQ(name_of(VerdictKind::holds), "HOLDS");
  EXPECT_EQ(name_of(VerdictKind::violated), "VIOLATED");
  EXPECT_EQ(name_of(VerdictKind::inconclusive), "INCONCLUSIVE");
  EXPECT_EQ(name_of(VerdictKind::skipped), "SKIPPED");
}

TEST(Judge, OfAFixedTestTakesExactlyItsRunsInAnyOrder) {
  const Hold fixed{.test = expectation::HoldTest::fixed, .runs = 24};
  for (const int first : {0, 10, 21}) {
    Judge judge = judge_of(CheckClass::typical, fixed);
    EXPECT_EQ(judge.expected_more(), 24);
    add(judge, first, held());
    add(judge, 3, missed());
    EXPECT_EQ(judge.done(), first == 21);
    add(judge, 21 - first, held());
    EXPECT_TRUE(judge.done());
    EXPECT_EQ(judge.verdict().kind, VerdictKind::holds);
    EXPECT_EQ(judge.add(missed()), Taken::too_late);
  }
}

TEST(Judge, OfAFixedTestSaysHowManyRunsAreToGo) {
  Judge judge = judge_of(CheckClass::typical, {.test = expectation::HoldTest::fixed, .runs = 10});
  add(judge, 4, held());
  EXPECT_EQ(judge.verdict().reason, "after 4 runs: 4 held; the test is of 10 runs, 6 to go");
  add(judge, 5, held());
  judge.add(missed());
  EXPECT_EQ(judge.verdict().kind, VerdictKind::inconclusive);
  EXPECT_EQ(judge.verdict().lack, Lack::runs);
  EXPECT_EQ(judge.verdict().reason,
            "after 10 runs: 9 held; 10 runs are too few for these rates: a fixed test of 24 runs would settle it");
}

TEST(Judge, OfAnInvariantNeedsOneMissOfAFixedTestToo) {
  Judge judge = judge_of(CheckClass::invariant, {.test = expectation::HoldTest::fixed, .runs = 24});
  judge.add(missed());
  EXPECT_TRUE(judge.done());
  EXPECT_EQ(judge.verdict().kind, VerdictKind::violated);
}

TEST(Judge, SaysWhatAnInconclusiveVerdictLacks) {
  Judge noisy = judge_of();
  add(noisy, 8, held(), false);
  EXPECT_EQ(noisy.verdict().lack, Lack::quiet_host);
  Judge blind = judge_of();
  add(blind, 5, undecided());
  EXPECT_EQ(blind.verdict().lack, Lack::usable_samples);
  Judge begun = judge_of();
  add(begun, 3, held());
  EXPECT_EQ(begun.verdict().lack, Lack::runs);
  add(begun, 7, held());
  EXPECT_EQ(begun.verdict().lack, Lack::nothing);
}

TEST(Judge, ShowsTheIntervalWhereItIsAskedFor) {
  Judge judge = judge_of(CheckClass::typical, {.confidence = 0.95});
  add(judge, 10, held());
  EXPECT_EQ(judge.verdict().confidence, 0.95);
  EXPECT_NEAR(judge.verdict().interval.lower, 0.6915, 1e-4);
  EXPECT_EQ(judge.verdict().interval.upper, 1);
  EXPECT_EQ(judge_of().verdict().confidence, 0);
}

}  // namespace
}  // namespace schedlitmus::verdict
