// Judges of class distribution.
#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <vector>

#include "verdict/judge.hpp"

namespace schedlitmus::verdict {
namespace {

using expectation::Check;
using expectation::CheckClass;
using expectation::Hold;
using expectation::HoldTest;
using expectation::Outcome;
using expectation::OutcomeKind;
using expectation::Reference;
using testing::HasSubstr;

using List = std::vector<double>;

Check check_with(Reference reference) {
  Check check;
  check.id = "spread";
  check.check_class = CheckClass::distribution;
  check.reference = std::move(reference);
  return check;
}

Check check_with_max(double max) {
  Check check;
  check.id = "spread";
  check.check_class = CheckClass::distribution;
  check.condition.max = max;
  return check;
}

Outcome number(double value, OutcomeKind kind = OutcomeKind::held) {
  Outcome outcome;
  outcome.check = "spread";
  outcome.kind = kind;
  outcome.seen = std::to_string(static_cast<int>(value));
  outcome.number = value;
  return outcome;
}

List repeated(const List& some, std::size_t times) {
  List all;
  for (std::size_t i = 0; i < times; ++i) all.insert(all.end(), some.begin(), some.end());
  return all;
}

const List kUsual = repeated({4, 4, 5, 4, 6}, 4);

Verdict judged(const Check& check, const List& numbers, const Hold& hold = {}) {
  Judge judge(check, hold);
  for (const double one : numbers) {
    const bool held = !check.condition.max || one <= check.condition.max->base;
    judge.add(number(one, held ? OutcomeKind::held : OutcomeKind::missed));
  }
  return judge.verdict();
}

TEST(ReferenceTest, HoldsWhereTheNumbersAreTheSameWithinTheMargin) {
  const Verdict verdict = judged(check_with({kUsual, "1.26.3", "", 1.0}), kUsual);
  EXPECT_EQ(verdict.kind, VerdictKind::holds);
  EXPECT_EQ(verdict.bound, 0) << "there is no hold rate";
  ASSERT_TRUE(verdict.comparison && verdict.comparison->other);
  EXPECT_EQ(verdict.comparison->median, 4);
  EXPECT_EQ(verdict.comparison->other->median, 4);
  EXPECT_EQ(verdict.comparison->other->go, "1.26.3");
  EXPECT_EQ(verdict.comparison->other->p, 1);
}

TEST(ReferenceTest, IsViolatedWhereTheyAreOthers) {
  const Verdict verdict = judged(check_with({kUsual, "1.26.3", "", 1.0}), repeated({8, 7, 9, 8, 8}, 4));
  EXPECT_EQ(verdict.kind, VerdictKind::violated);
  EXPECT_GT(verdict.comparison->other->effect.delta, 0.9);  // 7 and 6 count as equal
  EXPECT_LT(verdict.comparison->other->p, 1e-9);
}

TEST(ReferenceTest, HoldsWhereTheyAreOthersInsideTheMargin) {
  const List shifted = repeated({5, 5, 6, 5, 7}, 4);
  EXPECT_EQ(judged(check_with({kUsual, "1.26.3", "", 2.0}), shifted).kind, VerdictKind::holds);
  EXPECT_EQ(judged(check_with({kUsual, "1.26.3", "", std::nullopt}), shifted).kind, VerdictKind::violated);
}

TEST(ReferenceTest, IsInconclusiveInBetweenAndSaysHowManyRunsWouldDecide) {
  const Verdict verdict = judged(check_with({kUsual, "1.26.3", "", std::nullopt}), repeated({4, 5, 5, 4, 6}, 4));
  EXPECT_EQ(verdict.kind, VerdictKind::inconclusive);
  EXPECT_EQ(verdict.lack, Lack::runs);
  EXPECT_GT(verdict.more_runs, 0);
  EXPECT_THAT(verdict.reason, HasSubstr("after 20 runs: median 5 against 4 on Go 1.26.3, Cliff's delta 0.1"));
  EXPECT_THAT(verdict.reason, HasSubstr("runs on each side would settle it (the reference has 20)"));
}

TEST(ReferenceTest, IsLookedAtOnceOnly) {
  Judge judge(check_with({kUsual, "1.26.3", "", 1.0}), {});
  EXPECT_EQ(judge.expected_more(), 20);
  for (int i = 0; i < 19; ++i) judge.add(number(40));
  EXPECT_FALSE(judge.done());
  EXPECT_EQ(judge.verdict().kind, VerdictKind::inconclusive);
  EXPECT_EQ(judge.verdict().more_runs, 1);
  EXPECT_THAT(judge.verdict().reason, HasSubstr("it is looked at after 20 runs, 1 to go"));
  judge.add(number(40));
  EXPECT_TRUE(judge.done());
  EXPECT_EQ(judge.verdict().kind, VerdictKind::violated);
  EXPECT_EQ(judge.add(number(4)), Taken::too_late);
}

TEST(ReferenceTest, TakesAsManyRunsAsAFixedTestSays) {
  const Judge judge(check_with({kUsual, "1.26.3", "", 1.0}), {.test = HoldTest::fixed, .runs = 7});
  EXPECT_EQ(judge.most_runs(), 7);
}

TEST(ReferenceTest, DecidesNothingBelowFiveRunsASide) {
  const Hold three{.test = HoldTest::fixed, .runs = 3};
  EXPECT_EQ(judged(check_with({kUsual, "1.26.3", "", 0.0}), {40, 40, 40}, three).kind, VerdictKind::inconclusive);
}

TEST(ReferenceTest, DoesNotCountARunWithoutANumber) {
  Judge judge(check_with({kUsual, "1.26.3", "", 1.0}), {});
  Outcome without = number(4);
  without.number.reset();
  EXPECT_EQ(judge.add(without), Taken::undecided);
  EXPECT_EQ(judge.verdict().undecided, 1);
  EXPECT_THAT(judge.verdict().reason, HasSubstr("the run gives no number"));
}

TEST(MedianTest, HoldsWhereTheMedianIsSurelyWithin) {
  const Verdict verdict = judged(check_with_max(5), kUsual);
  EXPECT_EQ(verdict.kind, VerdictKind::holds);
  EXPECT_EQ(verdict.comparison->median, 4);
  EXPECT_FALSE(verdict.comparison->other.has_value());
}

TEST(MedianTest, IsViolatedWhereItIsSurelyBeyond) {
  EXPECT_EQ(judged(check_with_max(3), kUsual).kind, VerdictKind::violated);
}

TEST(MedianTest, IsInconclusiveWhereItMayBeEither) {
  const Verdict verdict = judged(check_with_max(4), repeated({4, 4, 5, 4, 6, 5, 4, 5, 5, 4}, 2));
  EXPECT_EQ(verdict.kind, VerdictKind::inconclusive);
  EXPECT_THAT(verdict.reason, HasSubstr("median 4.5, 90 % interval 4 to 5"));
}

TEST(MedianTest, CountsEachSideOfATwoSidedCondition) {
  Check check = check_with_max(5);
  check.condition.min = 3;
  Judge judge(check, {});
  // Ten far below and ten far above: the median is not known to be on either side.
  for (int i = 0; i < 10; ++i) judge.add(number(0, OutcomeKind::missed));
  for (int i = 0; i < 10; ++i) judge.add(number(9, OutcomeKind::missed));
  EXPECT_EQ(judge.verdict().kind, VerdictKind::inconclusive);
}

/// Runs that give small numbers with ties, some of them `shift` higher.
class SimulatedNumbers {
 public:
  explicit SimulatedNumbers(std::uint64_t seed) : random_(seed) {}
  List next(std::size_t count, double shift) {
    List list;
    for (std::size_t i = 0; i < count; ++i) list.push_back(shift + static_cast<double>((random_() >> 32U) % 6));
    return list;
  }

 private:
  std::mt19937_64 random_;
};

TEST(ReferenceTest, KeepsItsErrorRatesInSimulation) {
  constexpr int kVerdicts = 300;
  constexpr int kMostErrors = 33;  // 5 % and five standard deviations
  SimulatedNumbers numbers(21);
  int false_alarms = 0;
  int overlooked = 0;
  int found = 0;
  for (int i = 0; i < kVerdicts; ++i) {
    const Check check = check_with({numbers.next(20, 0), "1.26.3", "", std::nullopt});
    false_alarms += judged(check, numbers.next(20, 0)).kind == VerdictKind::violated ? 1 : 0;
    const Verdict shifted = judged(check, numbers.next(20, 2));  // delta 0.61: beyond what is the same
    overlooked += shifted.kind == VerdictKind::holds ? 1 : 0;
    found += shifted.kind == VerdictKind::violated ? 1 : 0;
  }
  EXPECT_LE(false_alarms, kMostErrors);
  EXPECT_LE(overlooked, kMostErrors);
  EXPECT_GE(found, 270);
}

TEST(MedianTest, KeepsItsErrorRatesInSimulation) {
  constexpr int kVerdicts = 500;
  constexpr int kMostErrors = 49;  // 5 % and five standard deviations
  SimulatedNumbers numbers(22);
  int false_alarms = 0;
  int overlooked = 0;
  for (int i = 0; i < kVerdicts; ++i) {
    // Of 0..5 the median lies between 2 and 3: just within a maximum of 3, just beyond one of 2 when shifted.
    false_alarms += judged(check_with_max(3), numbers.next(21, 0)).kind == VerdictKind::violated ? 1 : 0;
    overlooked += judged(check_with_max(2), numbers.next(21, 0.5)).kind == VerdictKind::holds ? 1 : 0;
  }
  EXPECT_LE(false_alarms, kMostErrors);
  EXPECT_LE(overlooked, kMostErrors);
}

TEST(ReferenceTest, SaysTheSameWhateverTheOrderOfTheRuns) {
  SimulatedNumbers numbers(23);
  for (int i = 0; i < 12; ++i) {
    const Check check = check_with({numbers.next(20, 0), "1.26.3", "", std::nullopt});
    List seen = numbers.next(20, i % 3);
    const Verdict once = judged(check, seen);
    std::ranges::reverse(seen);
    const Verdict again = judged(check, seen);
    EXPECT_EQ(once.kind, again.kind);
    EXPECT_EQ(once.comparison->other->p, again.comparison->other->p);
    EXPECT_NEAR(once.comparison->other->effect.interval.lower, again.comparison->other->effect.interval.lower, 1e-12);
  }
}

TEST(MedianTest, IsMonotoneInTheNumbers) {
  const auto rank = [](VerdictKind kind) {
    return kind == VerdictKind::holds ? 0 : kind == VerdictKind::inconclusive ? 1 : 2;
  };
  int before = 0;
  for (std::size_t beyond = 0; beyond <= 20; ++beyond) {
    List numbers(20, 3);
    std::fill_n(numbers.begin(), beyond, 9);
    const int now = rank(judged(check_with_max(5), numbers).kind);
    EXPECT_GE(now, before) << beyond;
    before = now;
  }
  EXPECT_EQ(before, 2);
}

}  // namespace
}  // namespace schedlitmus::verdict
