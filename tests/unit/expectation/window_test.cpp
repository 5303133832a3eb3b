// Windows that begin and end with what the trace shows.
#include <gmock/gmock.h>

#include "unit/expectation/samples.hpp"

namespace schedlitmus::expectation {
namespace {

/// Idle Ps and the global queue.
trace::Sample state(int ms, std::int64_t idleprocs, std::int64_t runqueue) {
  trace::Sample sample = sample_at(ms, runqueue, {});
  sample.header.set(trace::HeaderField::idleprocs, idleprocs);
  return sample;
}

Edge when(std::string_view field, double equals) {
  Clause clause;
  clause.subject = subject_of(*trace::find_field(field));
  clause.condition.equals = equals;
  return {{}, clause};
}

/// The mean of the global queue tells which samples are inside.
Outcome mean_of(const std::optional<Edge>& from, const std::optional<Edge>& until,
                const std::vector<trace::Sample>& samples) {
  Check check = check_of("runqueue", Quantifier::aggregate);
  check.condition.min = 0;
  check.from = from.value_or(Edge{});
  check.until = until;
  return evaluate(check, samples);
}

const std::vector<trace::Sample> kTrace{state(100, 2, 1),    state(200, 0, 10),    state(300, 0, 100),
                                        state(400, 1, 1000), state(500, 2, 10000), state(600, 0, 100000)};

TEST(Window, BeginsWithTheFirstSampleThatIsAsItsClauseSays) {
  EXPECT_EQ(mean_of(when("idleprocs", 1), {}, kTrace).samples, 3U);
  EXPECT_EQ(mean_of(when("idleprocs", 1), {}, kTrace).number, 111000 / 3.0);
  EXPECT_EQ(mean_of(when("idleprocs", 2), {}, kTrace).samples, 6U);
}

TEST(Window, EndsBeforeTheFirstSampleFromItsBeginOnThatIsAsItsClauseSays) {
  const Outcome outcome = mean_of(when("idleprocs", 0), when("idleprocs", 2), kTrace);
  EXPECT_EQ(outcome.samples, 3U) << "the 2 at 100ms was before it began";
  EXPECT_EQ(outcome.number, 1110 / 3.0);
}

TEST(Window, OfEventuallyEndsWithThatSample) {
  Check check = eventually_check("runqueue", 0, 0, 10000.0);
  check.from = when("idleprocs", 0);
  check.until = when("idleprocs", 2);
  EXPECT_EQ(evaluate(check, kTrace).kind, OutcomeKind::held);
  check.condition.equals = 100000.0;
  const Outcome outcome = evaluate(check, kTrace);
  EXPECT_EQ(outcome.kind, OutcomeKind::missed);
  EXPECT_EQ(outcome.samples, 4U);
}

TEST(Window, LastsAsLongAsTheTraceWhereItsEndNeverComes) {
  EXPECT_EQ(mean_of({}, when("idleprocs", 7), kTrace).samples, 6U);
}

TEST(Window, MixesTimesAndClauses) {
  EXPECT_EQ(mean_of(Edge{Millis{200}, {}}, when("idleprocs", 2), kTrace).samples, 3U);
  EXPECT_EQ(mean_of(when("idleprocs", 0), Edge{Millis{300}, {}}, kTrace).samples, 2U);
}

TEST(Window, IsOverWithTheSampleThatEndsIt) {
  Check check = always_check("runqueue", 0, {}, 0.0);
  check.condition = {};
  check.condition.min = 1;
  check.until = when("idleprocs", 1);
  Evaluator evaluator({check});
  for (std::size_t i = 0; i < 3; ++i) evaluator.on_sample(kTrace[i]);
  EXPECT_FALSE(evaluator.all_decided());
  evaluator.on_sample(kTrace[3]);
  EXPECT_TRUE(evaluator.all_decided());
  EXPECT_EQ(evaluator.finish({}).at(0).seen, "1..100");
}

TEST(Window, SaysThatItNeverBegan) {
  EXPECT_EQ(mean_of(when("idleprocs", 7), {}, kTrace).reason, "its window never began: no sample with idleprocs = 7");
  EXPECT_EQ(mean_of(when("idleprocs", 1), Edge{Millis{300}, {}}, kTrace).reason,
            "its window never began: no sample with idleprocs = 1 until 300ms");
  EXPECT_EQ(mean_of(when("waiting", 7), {}, {without_local(100, 0), without_local(200, 0)}).reason,
            "its window never began: no sample with waiting = 7 (2 samples do not show waiting whole)");
}

TEST(Window, IsDecidedWhereItCannotBeginAnyMore) {
  Check check = always_check("runqueue", 0, 300, 0.0);
  check.from = when("idleprocs", 7);
  Evaluator evaluator({check});
  for (std::size_t i = 0; i < 3; ++i) evaluator.on_sample(kTrace[i]);
  EXPECT_TRUE(evaluator.all_decided());
}

TEST(Window, SaysThatItEndsWithTheSampleThatBeginsIt) {
  EXPECT_EQ(mean_of(when("idleprocs", 1), when("runqueue", 1000), kTrace).reason,
            "its window ends with the sample that begins it: from when idleprocs = 1 until runqueue = 1000");
}

TEST(Window, ASampleThatDoesNotShowWhatIsAskedForNeitherBeginsNorEndsIt) {
  const std::vector<trace::Sample> samples{without_local(100, 1), sample_at(200, 1, {0}), without_local(300, 1),
                                           sample_at(400, 5, {0})};
  EXPECT_EQ(mean_of(when("waiting", 1), when("waiting", 5), samples).samples, 2U) << "200ms and 300ms";
}

}  // namespace
}  // namespace schedlitmus::expectation
