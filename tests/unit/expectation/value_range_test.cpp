#include "expectation/value_range.hpp"

#include <gtest/gtest.h>

#include "unit/expectation/samples.hpp"

namespace schedlitmus::expectation {
namespace {

Check check_between(std::string_view field, Quantifier quantifier, std::optional<double> min,
                    std::optional<double> max) {
  Check check = check_of(field, quantifier);
  if (min) check.condition.min = *min;
  if (max) check.condition.max = *max;
  return check;
}

TEST(Power, AlwaysCannotFailWhereEachValueIsAsItSays) {
  EXPECT_EQ(power_of(check_between("runqueue", Quantifier::always, 0, {}), 2), Power::cannot_fail);
  EXPECT_EQ(power_of(check_between("idleprocs", Quantifier::always, {}, 2), 2), Power::cannot_fail);
  EXPECT_EQ(power_of(check_between("idleprocs", Quantifier::always, {}, 2), 3), Power::can_do_both);
  EXPECT_EQ(power_of(check_between("needspinning", Quantifier::always, {}, 1), 2), Power::cannot_fail);
  EXPECT_EQ(power_of(check_between("local_queues", Quantifier::always, 0, {}), 2), Power::cannot_fail);
  EXPECT_EQ(power_of(check_between("runqueue", Quantifier::always, 1, {}), 2), Power::can_do_both);
  EXPECT_EQ(power_of(check_between("threads_over_procs", Quantifier::always, 0, {}), 2), Power::can_do_both);
}

TEST(Power, AlwaysCannotHoldWhereNoValueIsAsItSays) {
  EXPECT_EQ(power_of(check_between("idleprocs", Quantifier::always, 3, {}), 2), Power::cannot_hold);
  EXPECT_EQ(power_of(check_between("runqueue", Quantifier::always, {}, -1), 2), Power::cannot_hold);
  EXPECT_EQ(power_of(check_between("local_queues", Quantifier::always, {}, -1), 2), Power::can_do_both)
      << "what is known of lists is not enough";
}

TEST(Power, OfNeverIsTheOtherWayRound) {
  EXPECT_EQ(power_of(check_between("idleprocs", Quantifier::never, 3, {}), 2), Power::cannot_fail);
  EXPECT_EQ(power_of(check_between("idleprocs", Quantifier::never, 0, {}), 2), Power::cannot_hold);
}

TEST(Power, OfAShareGoesByItsBounds) {
  Check check = check_between("idleprocs", Quantifier::share, 0, {});
  check.share = {0.5, {}};
  EXPECT_EQ(power_of(check, 2), Power::cannot_fail);
  check.share = {{}, 0.5};
  EXPECT_EQ(power_of(check, 2), Power::cannot_hold);
  check.condition = {};
  check.condition.min = 3;
  EXPECT_EQ(power_of(check, 2), Power::cannot_fail);
  check.share = {0.1, 0.5};
  EXPECT_EQ(power_of(check, 2), Power::cannot_hold);
}

TEST(Power, OfAMeanBetweenWholeNumbersIsKept) {
  Check check = check_between("idleprocs", Quantifier::aggregate, 1.2, 1.8);
  EXPECT_EQ(power_of(check, 2), Power::can_do_both);
  check.aggregate = Aggregate::change;
  check.condition.min = 0;
  check.condition.max.reset();
  EXPECT_EQ(power_of(check, 2), Power::can_do_both) << "a change can be below 0";
}

TEST(Contradict, WhereNoValueIsAsBothSay) {
  const Check low = check_between("runqueue", Quantifier::always, {}, 3);
  EXPECT_TRUE(contradict(low, check_between("runqueue", Quantifier::always, 4, {}), 2));
  EXPECT_FALSE(contradict(low, check_between("runqueue", Quantifier::always, 3, {}), 2));
  EXPECT_FALSE(contradict(low, check_between("idleprocs", Quantifier::always, 4, {}), 2)) << "another field";
  EXPECT_FALSE(contradict(low, check_between("runqueue", Quantifier::never, 4, {}), 2)) << "they say the same";
  Check later = check_between("runqueue", Quantifier::always, 4, {});
  later.from.time = Millis{100};
  EXPECT_FALSE(contradict(low, later, 2)) << "another window";
}

}  // namespace
}  // namespace schedlitmus::expectation
