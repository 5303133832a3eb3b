#include "expectation/condition.hpp"

#include <gtest/gtest.h>

#include "unit/expectation/samples.hpp"

namespace schedlitmus::expectation {
namespace {

using List = Observation::List;

Condition equals(Expected expected, double tolerance = 0, ListOrder order = ListOrder::exact) {
  Condition condition;
  condition.equals = std::move(expected);
  condition.tolerance = tolerance;
  condition.order = order;
  return condition;
}

Condition bounds(std::optional<Bound> min, std::optional<Bound> max) {
  Condition condition;
  condition.min = min;
  condition.max = max;
  return condition;
}

TEST(Satisfies, EqualsWithinTheToleranceInclusive) {
  EXPECT_TRUE(satisfies(equals(8.0), Observation{8.0}));
  EXPECT_FALSE(satisfies(equals(8.0), Observation{7.0}));
  EXPECT_TRUE(satisfies(equals(8.0, 1), Observation{7.0}));
  EXPECT_TRUE(satisfies(equals(8.0, 1), Observation{9.0}));
  EXPECT_FALSE(satisfies(equals(8.0, 1), Observation{10.0}));
}

TEST(Satisfies, ForgivesTheRoundingOfFractions) {
  EXPECT_TRUE(satisfies(equals(0.3, 0.1), Observation{0.2}));
  EXPECT_TRUE(satisfies(equals(0.3), Observation{0.1 + 0.2}));
}

TEST(Satisfies, ListsEntryByEntry) {
  EXPECT_TRUE(satisfies(equals(List{4, 4}, 1), Observation{List{3, 5}}));
  EXPECT_FALSE(satisfies(equals(List{4, 4}, 1), Observation{List{2, 5}}));
  EXPECT_FALSE(satisfies(equals(List{0, 8}), Observation{List{8, 0}}));
  EXPECT_TRUE(satisfies(equals(List{0, 8}, 0, ListOrder::any), Observation{List{8, 0}}));
  EXPECT_FALSE(satisfies(equals(List{4, 4}), Observation{List{4, 4, 4}}));
}

TEST(Satisfies, BoundsInclusiveForANumberOrEachEntry) {
  EXPECT_TRUE(satisfies(bounds(1, 8), Observation{1.0}));
  EXPECT_TRUE(satisfies(bounds(1, 8), Observation{8.0}));
  EXPECT_FALSE(satisfies(bounds(1, 8), Observation{9.0}));
  EXPECT_TRUE(satisfies(bounds({}, 0), Observation{0.0}));
  EXPECT_TRUE(satisfies(bounds(1, 8), Observation{List{1, 8}}));
  EXPECT_FALSE(satisfies(bounds(1, 8), Observation{List{0, 8}}));
}

TEST(Satisfies, NothingByNoObservationOrOneOfTheOtherKind) {
  EXPECT_FALSE(satisfies(equals(8.0), Observation()));
  EXPECT_FALSE(satisfies(equals(8.0), Observation{"8"}));
  EXPECT_FALSE(satisfies(bounds(0, 8), Observation{"8"}));
  EXPECT_FALSE(satisfies(bounds(0, 8), Observation{true}));
  EXPECT_FALSE(satisfies(equals(List{8}), Observation{8.0}));
}

TEST(Satisfies, ANumberForAllSomeOrOneOfTheEntries) {
  Condition condition = equals(1.0);
  EXPECT_TRUE(satisfies(condition, Observation{List{1, 1}}));
  EXPECT_FALSE(satisfies(condition, Observation{List{1, 0}}));
  condition.entries = Entries::any;
  EXPECT_TRUE(satisfies(condition, Observation{List{0, 1}}));
  EXPECT_FALSE(satisfies(condition, Observation{List{0, 0}}));
  condition.entries = Entries::one;
  EXPECT_TRUE(satisfies(condition, Observation{List{0, 1}}));
  EXPECT_FALSE(satisfies(condition, Observation{List{1, 1}}));
  condition = bounds(2, {});
  condition.entries = Entries::one;
  EXPECT_TRUE(satisfies(condition, Observation{List{5, 1, 0}}));
}

TEST(Satisfies, EqualsUpToAShareOfTheExpectedNumber) {
  Condition condition = equals(200.0);
  condition.tolerance_share = 0.1;
  EXPECT_TRUE(satisfies(condition, Observation{180.0}));
  EXPECT_TRUE(satisfies(condition, Observation{220.0}));
  EXPECT_FALSE(satisfies(condition, Observation{221.0}));
  condition.equals = List{10, 100};
  EXPECT_TRUE(satisfies(condition, Observation{List{11, 90}}));
  EXPECT_FALSE(satisfies(condition, Observation{List{12, 100}}));
}

TEST(Satisfies, OneOfSeveral) {
  Condition condition;
  condition.one_of = {Expected(1.0), Expected(3.0)};
  EXPECT_TRUE(satisfies(condition, Observation{3.0}));
  EXPECT_FALSE(satisfies(condition, Observation{2.0}));
  condition.tolerance = 0.5;
  EXPECT_TRUE(satisfies(condition, Observation{2.5}));
  condition = {};
  condition.one_of = {Expected(List{0, 8}), Expected(List{4, 4})};
  condition.order = ListOrder::any;
  EXPECT_TRUE(satisfies(condition, Observation{List{8, 0}}));
  EXPECT_FALSE(satisfies(condition, Observation{List{7, 1}}));
}

TEST(Satisfies, BoundsThatGrowWithTheSamplesGomaxprocs) {
  Condition condition;
  condition.max = Bound(1, 2);
  EXPECT_TRUE(satisfies(condition, {.value = 9.0, .gomaxprocs = 4}));
  EXPECT_FALSE(satisfies(condition, {.value = 9.0, .gomaxprocs = 2}));
  condition = equals(Bound(0, 1));
  EXPECT_TRUE(satisfies(condition, {.value = 4.0, .gomaxprocs = 4}));
  EXPECT_TRUE(satisfies(condition, {.value = List{4, 4}, .gomaxprocs = 4}));
}

TEST(Satisfies, TextsAndFacts) {
  EXPECT_TRUE(satisfies(equals("SIGSEGV"), Observation{"SIGSEGV"}));
  EXPECT_FALSE(satisfies(equals(""), Observation{"SIGSEGV"}));
  EXPECT_TRUE(satisfies(equals(true), Observation{true}));
  EXPECT_FALSE(satisfies(equals(true), Observation{false}));
  Condition condition;
  condition.one_of = {Expected("a"), Expected("b")};
  EXPECT_TRUE(satisfies(condition, Observation{"b"}));
  EXPECT_FALSE(satisfies(condition, Observation{"c"}));
  condition = {};
  condition.matches = *Pattern::parse("^winner [0-9]$");
  EXPECT_TRUE(satisfies(condition, Observation{"begin\nwinner 7\nend"}));
  EXPECT_FALSE(satisfies(condition, Observation{"winner 77"}));
  EXPECT_FALSE(satisfies(condition, Observation{7.0}));
}

TEST(Observe, SaysNothingWhereABoundNeedsAGomaxprocsThatIsNotThere) {
  trace::Sample sample = sample_at(100, 3, {1, 2});
  const Subject runqueue = subject_of(*trace::find_field("runqueue"));
  Condition condition;
  condition.max = Bound(0, 1);
  EXPECT_EQ(*observe(runqueue, condition, sample).number(), 3);
  sample.header.unset(trace::HeaderField::gomaxprocs);
  EXPECT_TRUE(observe(runqueue, condition, sample).says_nothing());
  EXPECT_FALSE(observe(runqueue, bounds(0, {}), sample).says_nothing());
}

TEST(SeenText, OfATextIsOneShortLine) {
  EXPECT_EQ(seen_text({}, Observation{""}), "none");
  EXPECT_EQ(seen_text({}, Observation{"a\nb"}), "a / b");
  EXPECT_EQ(seen_text({}, Observation{std::string(79, 'a') + "ää"}), std::string(79, 'a') + "…");
  EXPECT_EQ(seen_text({}, Observation{false}), "false");
}

TEST(SeenText, IsAsInTheTrace) {
  EXPECT_EQ(seen_text({}, Observation{8.0}), "8");
  EXPECT_EQ(seen_text({}, Observation{1.0 / 3}), "0.3333");
  EXPECT_EQ(seen_text({}, Observation{List{8, 0}}), "[8 0]");
  EXPECT_EQ(seen_text({}, Observation{List{}}), "[]");
  EXPECT_EQ(seen_text({}, Observation()), "");
}

TEST(SeenRange, KeepsTheLeastAndTheGreatest) {
  SeenRange numbers(ListOrder::exact);
  EXPECT_EQ(numbers.text(), "");
  numbers.add(Observation{8.0});
  numbers.add(Observation());
  EXPECT_EQ(numbers.text(), "8");
  numbers.add(Observation{7.0});
  EXPECT_EQ(numbers.text(), "7..8");
}

TEST(SeenRange, SortsListsOfAnyOrder) {
  SeenRange lists(ListOrder::any);
  lists.add(Observation{List{8, 0}});
  lists.add(Observation{List{1, 7}});
  EXPECT_EQ(lists.text(), "[0..1 7..8]");
}

TEST(SeenRange, GivesTheLengthsOfListsThatDiffer) {
  SeenRange lists(ListOrder::exact);
  lists.add(Observation{List{8, 0}});
  lists.add(Observation{List{1, 7, 2, 5}});
  EXPECT_EQ(lists.text(), "lists of 2..4");
}

TEST(Describe, SaysACheckInALine) {
  Check check = at_check("local_queues", 300, 50, List{4, 4}, 1);
  check.condition.order = ListOrder::any;
  EXPECT_EQ(describe(check), "local_queues = [4 4] ±1 in any order at 300ms");
  check = always_check("waiting", 250, 700, 8.0);
  check.condition.tolerance = 1;
  EXPECT_EQ(describe(check), "waiting = 8 ±1 always from 250ms until 700ms");
  EXPECT_EQ(describe(eventually_check("idleprocs", 0, 3000, 2.0)), "idleprocs = 2 eventually by 3s");
  EXPECT_EQ(describe(eventually_check("idleprocs", 800, 3000, 2.0)), "idleprocs = 2 eventually from 800ms by 3s");
}

TEST(Describe, SaysBounds) {
  Check check = check_of("runqueue", Quantifier::always);
  check.condition = bounds(1, 8);
  EXPECT_EQ(describe(check), "runqueue in 1..8 always");
  check.condition = bounds(1, {});
  EXPECT_EQ(describe(check), "runqueue >= 1 always");
  check.condition = bounds({}, 0.5);
  EXPECT_EQ(describe(check), "runqueue <= 0.5 always");
  check.subject = subject_of(*trace::find_field("local_queues"));
  EXPECT_EQ(describe(check), "each of local_queues <= 0.5 always");
}

TEST(Describe, SaysOfWhichEntries) {
  Check check = check_of("local_queues", Quantifier::always);
  check.condition = bounds(1, {});
  check.condition.entries = Entries::any;
  EXPECT_EQ(describe(check), "some of local_queues >= 1 always");
  check.condition.entries = Entries::one;
  EXPECT_EQ(describe(check), "exactly one of local_queues >= 1 always");
}

TEST(Describe, SaysTheOtherConditions) {
  Condition condition;
  condition.one_of = {Expected(1.0), Expected(Bound(-1, 1))};
  condition.tolerance_share = 0.1;
  EXPECT_EQ(describe(condition), "= 1 or gomaxprocs - 1 ±10 %");
  EXPECT_EQ(describe(bounds(Bound(0, 1), Bound(1, 2))), "in gomaxprocs..2*gomaxprocs + 1");
  condition = {};
  condition.matches = *Pattern::parse("^a");
  EXPECT_EQ(describe(condition), "matches \"^a\"");
  EXPECT_EQ(describe(equals("")), "= none");
  EXPECT_EQ(describe(equals(false)), "= false");
}

TEST(Describe, SaysNoTimeOfWhatIsKnownAtTheEnd) {
  Check check;
  check.subject.kind = SubjectKind::outcome;
  check.subject.fact = RunFact::exit_status;
  check.condition = equals(0.0);
  EXPECT_EQ(describe(check), "exit_status = 0");
}

TEST(Position, IsWrittenAsEditorsReadIt) { EXPECT_EQ(to_string(Position{"a.json", 3, 14}), "a.json:3:14"); }

}  // namespace
}  // namespace schedlitmus::expectation
