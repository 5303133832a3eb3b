// What must be true of any condition and any trace, tried on many of them. The
// seed of a failing case is in its message.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "expectation/condition.hpp"
#include "unit/expectation/samples.hpp"

namespace schedlitmus::expectation {
namespace {

using List = std::vector<std::int64_t>;
using Random = std::mt19937_64;

int number(Random& random, int least, int most) { return std::uniform_int_distribution(least, most)(random); }

List list(Random& random, int length) {
  List entries;
  for (int i = 0; i < length; ++i) entries.push_back(number(random, 0, 6));
  return entries;
}

constexpr unsigned kSeeds = 300;

/// One try for each seed, in one test: a test of its own for each would be a process of its own for each.
template <class Try>
void for_each_seed(Try attempt) {
  for (unsigned seed = 1; seed <= kSeeds && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    Random random(seed);
    attempt(random);
  }
}

TEST(Property, AnyOrderIsExactOrderOfSomePermutation) {
  for_each_seed([](Random& random) {
    for (int i = 0; i < 20; ++i) {
      const int length = number(random, 1, 5);
      Condition condition;
      condition.equals = list(random, length);
      condition.tolerance = number(random, 0, 2);
      condition.order = ListOrder::any;
      const List seen = list(random, length);
      Condition exact = condition;
      exact.order = ListOrder::exact;
      List permuted = seen;
      std::ranges::sort(permuted);
      bool some = false;
      do {
        some = some || satisfies(exact, Observation{permuted});
      } while (std::ranges::next_permutation(permuted).found);
      EXPECT_EQ(satisfies(condition, Observation{seen}), some)
          << seen_text(exact, Observation{seen}) << describe(condition);
    }
  });
}

TEST(Property, AnyOrderHasOneTextForAllPermutations) {
  for_each_seed([](Random& random) {
    Condition condition;
    condition.order = ListOrder::any;
    List seen = list(random, 5);
    const std::string text = seen_text(condition, Observation{seen});
    std::ranges::shuffle(seen, random);
    EXPECT_EQ(seen_text(condition, Observation{seen}), text);
  });
}

Check any_check(Random& random) {
  const int from = number(random, 300, 600);
  const int until = from + number(random, 0, 300);
  const double expected = number(random, 0, 3);
  Check check;
  switch (number(random, 0, 2)) {
    case 0:
      check = at_check("runqueue", from, until - from, expected);
      break;
    case 1:
      check = always_check("runqueue", from, until, expected);
      break;
    default:
      check = eventually_check("runqueue", from, until, expected);
      break;
  }
  check.condition.tolerance = number(random, 0, 2);
  return check;
}

bool in_window(const Check& check, Millis time) {
  if (check.quantifier == Quantifier::at) return time >= check.at - check.within && time <= check.at + check.within;
  return time >= check.from.time && (!check.until || time <= check.until->time);
}

std::vector<trace::Sample> any_trace(Random& random) {
  std::vector<trace::Sample> samples;
  for (int time = number(random, 0, 60); time < 1200; time += number(random, 1, 60))
    samples.push_back(sample_at(time, number(random, 0, 4), {}));
  return samples;
}

TEST(Property, AnOutcomeDoesNotDependOnSamplesOutsideTheWindow) {
  for_each_seed([](Random& random) {
    const Check check = any_check(random);
    const std::vector<trace::Sample> all = any_trace(random);
    std::vector<trace::Sample> inside;
    std::ranges::copy_if(all, std::back_inserter(inside),
                         [&](const trace::Sample& sample) { return in_window(check, sample.time); });
    Outcome of_all = evaluate(check, all);
    Outcome of_inside = evaluate(check, inside);
    of_all.reason = of_inside.reason = "";  // may name the nearest sample outside
    EXPECT_EQ(of_all, of_inside) << describe(check);
  });
}

TEST(Property, WhatIsDecidedDoesNotChange) {
  for_each_seed([](Random& random) {
    const Check check = any_check(random);
    const std::vector<trace::Sample> samples = any_trace(random);
    Evaluator early({check});
    for (const trace::Sample& sample : samples) {
      early.on_sample(sample);
      if (early.all_decided()) break;
    }
    EXPECT_EQ(early.finish({}).at(0), evaluate(check, samples)) << describe(check);
  });
}

TEST(Property, ChecksDoNotInfluenceEachOther) {
  for_each_seed([](Random& random) {
    const Check first = any_check(random);
    const Check second = any_check(random);
    const std::vector<trace::Sample> samples = any_trace(random);
    Evaluator both({first, second});
    for (const trace::Sample& sample : samples) both.on_sample(sample);
    EXPECT_EQ(both.finish({}), (std::vector{evaluate(first, samples), evaluate(second, samples)}));
  });
}

TEST(Property, AlwaysHoldsExactlyWhereTheOppositeNeverHappens) {
  for_each_seed([](Random& random) {
    Check always = any_check(random);
    always.quantifier = Quantifier::always;
    always.from.time = Millis{300};
    always.until = Edge{Millis{900}, {}};
    always.condition = {};
    const int bound = number(random, 0, 4);
    always.condition.max = bound;
    Check opposite = always;
    opposite.quantifier = Quantifier::eventually;
    opposite.condition.max.reset();
    opposite.condition.min = bound + 1;
    const std::vector<trace::Sample> samples = any_trace(random);
    EXPECT_EQ(evaluate(always, samples).kind == OutcomeKind::held,
              evaluate(opposite, samples).kind == OutcomeKind::missed);
  });
}

}  // namespace
}  // namespace schedlitmus::expectation
