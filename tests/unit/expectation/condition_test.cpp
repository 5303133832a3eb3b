#include "expectation/condition.hpp"

#include <gtest/gtest.h>

#include "unit/expectation/samples.hpp"

namespace schedlitmus::expectation {
namespace {

using List = std::vector<std::int64_t>;
using trace::Observation;

Condition equals(Expected expected, double tolerance = 0, ListOrder order = ListOrder::exact) {
  Condition condition;
  condition.equals = std::move(expected);
  condition.tolerance = tolerance;
  condition.order = order;
  return condition;
}

Condition bounds(std::optional<double> min, std::optional<double> max) {
  Condition condition;
  condition.min = min;
  condition.max = max;
  return condition;
}

TEST(Satisfies, EqualsWithinTheToleranceInclusive) {
  EXPECT_TRUE(satisfies(equals(8.0), Observation(8.0)));
  EXPECT_FALSE(satisfies(equals(8.0), Observation(7.0)));
  EXPECT_TRUE(satisfies(equals(8.0, 1), Observation(7.0)));
  EXPECT_TRUE(satisfies(equals(8.0, 1), Observation(9.0)));
  EXPECT_FALSE(satisfies(equals(8.0, 1), Observation(10.0)));
}

TEST(Satisfies, ForgivesTheRoundingOfFractions) {
  EXPECT_TRUE(satisfies(equals(0.3, 0.1), Observation(0.2)));
  EXPECT_TRUE(satisfies(equals(0.3), Observation(0.1 + 0.2)));
}

TEST(Satisfies, ListsEntryByEntry) {
  EXPECT_TRUE(satisfies(equals(List{4, 4}, 1), Observation(List{3, 5})));
  EXPECT_FALSE(satisfies(equals(List{4, 4}, 1), Observation(List{2, 5})));
  EXPECT_FALSE(satisfies(equals(List{0, 8}), Observation(List{8, 0})));
  EXPECT_TRUE(satisfies(equals(List{0, 8}, 0, ListOrder::any), Observation(List{8, 0})));
  EXPECT_FALSE(satisfies(equals(List{4, 4}), Observation(List{4, 4, 4})));
}

TEST(Satisfies, BoundsInclusiveForANumberOrEachEntry) {
  EXPECT_TRUE(satisfies(bounds(1, 8), Observation(1.0)));
  EXPECT_TRUE(satisfies(bounds(1, 8), Observation(8.0)));
  EXPECT_FALSE(satisfies(bounds(1, 8), Observation(9.0)));
  EXPECT_TRUE(satisfies(bounds({}, 0), Observation(0.0)));
  EXPECT_TRUE(satisfies(bounds(1, 8), Observation(List{1, 8})));
  EXPECT_FALSE(satisfies(bounds(1, 8), Observation(List{0, 8})));
}

TEST(Satisfies, NothingByNoObservationOrOneOfTheOtherKind) {
  EXPECT_FALSE(satisfies(equals(8.0), Observation()));
  EXPECT_FALSE(satisfies(equals(8.0), Observation(List{8})));
  EXPECT_FALSE(satisfies(equals(List{8}), Observation(8.0)));
}

TEST(SeenText, IsAsInTheTrace) {
  EXPECT_EQ(seen_text({}, Observation(8.0)), "8");
  EXPECT_EQ(seen_text({}, Observation(1.0 / 3)), "0.3333");
  EXPECT_EQ(seen_text({}, Observation(List{8, 0})), "[8 0]");
  EXPECT_EQ(seen_text({}, Observation(List{})), "[]");
  EXPECT_EQ(seen_text({}, Observation()), "");
}

TEST(SeenRange, KeepsTheLeastAndTheGreatest) {
  SeenRange numbers(ListOrder::exact);
  EXPECT_EQ(numbers.text(), "");
  numbers.add(Observation(8.0));
  numbers.add(Observation());
  EXPECT_EQ(numbers.text(), "8");
  numbers.add(Observation(7.0));
  EXPECT_EQ(numbers.text(), "7..8");
}

TEST(SeenRange, SortsListsOfAnyOrder) {
  SeenRange lists(ListOrder::any);
  lists.add(Observation(List{8, 0}));
  lists.add(Observation(List{1, 7}));
  EXPECT_EQ(lists.text(), "[0..1 7..8]");
}

TEST(SeenRange, GivesTheLengthsOfListsThatDiffer) {
  SeenRange lists(ListOrder::exact);
  lists.add(Observation(List{8, 0}));
  lists.add(Observation(List{1, 7, 2, 5}));
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
  check.field = trace::find_field("local_queues");
  EXPECT_EQ(describe(check), "each of local_queues <= 0.5 always");
}

TEST(Position, IsWrittenAsEditorsReadIt) { EXPECT_EQ(to_string(Position{"a.json", 3, 14}), "a.json:3:14"); }

}  // namespace
}  // namespace schedlitmus::expectation
