// A stop of the world, or a collection, that waits for one goroutine.
#include <gmock/gmock.h>

#include "unit/diagnosis/traces.hpp"

namespace schedlitmus::diagnosis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A stop at some samples, in which one goroutine runs on.
std::vector<std::string> stopping(const std::function<bool(int)>& stops, const std::function<std::int64_t(int)>& who,
                                  bool rounds = false, int late = 0) {
  Diagnoser diagnoser({}, {.warmup = Millis{0}});
  for (int i = 0; i < kSamples; ++i) {
    auto made = idle_program();
    if (stops(i)) made.run_on(who(i));
    made.rounds = rounds ? i : 0;
    diagnoser.on_sample(made.at(i * kPeriod + i / 2 * late));
  }
  trace::Health health;
  health.samples = kSamples;
  return names_in(diagnoser.finish(health));
}

/// Of so many in a row all but the first are in the same stop as the one before.
std::function<bool(int)> in_a_row(int count) {
  return [count](int i) { return i >= 20 && i < 20 + count; };
}

TEST(StuckStopTheWorld, InOneStopForSeveralSamples) {
  const auto main = [](int) { return 1; };
  EXPECT_THAT(stopping(in_a_row(5), main), IsEmpty());
  EXPECT_THAT(stopping(in_a_row(6), main), ElementsAre("stuck-stop-the-world"));  // 500 ms of 4900
  EXPECT_THAT(stopping(in_a_row(6), main, true), IsEmpty()) << "rounds go on: other stops";
  EXPECT_THAT(stopping([](int i) { return i % 3 == 0; }, main, true), IsEmpty()) << "some short stops";
  EXPECT_THAT(stopping([](int i) { return i % 2 == 0; }, main, true), ElementsAre("stuck-stop-the-world"))
      << "short stops, but in half of the samples, and one goroutine is to blame";
  EXPECT_THAT(stopping([](int i) { return i % 2 == 0; }, [](int i) { return i; }, true), IsEmpty());
  EXPECT_THAT(stopping(in_a_row(30), [](int) { return -1; }), IsEmpty()) << "nobody runs: the host keeps the stopper";
  EXPECT_THAT(stopping(in_a_row(30), [](int i) { return i; }), IsEmpty()) << "always another one";
}

TEST(StuckStopTheWorld, AlsoWhereACollectionWaitsForAWordOfEachP) {
  const auto with = [](std::string_view reason, bool rounds = false) {
    return diagnose([=](int i) {
      auto made = idle_program();
      made.idle = 0;
      made.run_on(1);
      made.stopping = false;
      made.rounds = rounds ? i : 0;
      made.add(1, 4, reason);
      made.block_on_proc();
      return made;
    });
  };
  const auto findings = with("GC mark termination");
  ASSERT_THAT(names_in(findings), ElementsAre("stuck-stop-the-world"));
  ASSERT_EQ(findings.diagnoses[0].evidence.goroutines.size(), 1U);
  EXPECT_EQ(findings.diagnoses[0].evidence.goroutines[0].id, 1) << "not the one that waits";
  EXPECT_THAT(names_in(with("GC mark termination", true)), IsEmpty()) << "rounds go on";
  EXPECT_THAT(names_in(with("chan receive")), IsEmpty()) << "no collection";
}

TEST(StuckStopTheWorld, AlsoWhereACollectionWaitsForAStack) {
  const auto with = [](bool marking, bool rounds) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      made.run_on(1);
      made.stopping = false;
      made.rounds = rounds ? i : 0;
      if (marking) made.add(2, 4, "GC worker (active)");
      if (marking) made.goroutines.back().m = 3;
      return made;
    }));
  };
  EXPECT_THAT(with(true, false), ElementsAre("stuck-stop-the-world"));
  EXPECT_THAT(with(true, true), ElementsAre("gc-pressure")) << "rounds go on: it can be stopped";
  EXPECT_THAT(with(false, false), IsEmpty()) << "nothing waits for it";
}

TEST(StuckStopTheWorld, AsksForMoreWhereSeveralAreToBlame) {
  const auto two = [](int i) { return i < 30 ? 1 : 5; };
  EXPECT_THAT(stopping(in_a_row(16), two), IsEmpty());
  EXPECT_THAT(stopping(in_a_row(17), two), ElementsAre("stuck-stop-the-world"));  // 1500 of 4900
}

TEST(StuckStopTheWorld, CountsOnlySamplesThatComeInTime) {
  const auto main = [](int) { return 1; };
  // Each second gap is 160 ms long.
  EXPECT_THAT(stopping(in_a_row(20), main, false, 60), IsEmpty());
  EXPECT_THAT(stopping([](int) { return true; }, main, false, 60), ElementsAre("stuck-stop-the-world"));
}

}  // namespace
}  // namespace schedlitmus::diagnosis
