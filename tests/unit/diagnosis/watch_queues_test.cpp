// Goroutines that wait for a P: beside one that idles, and far too many.
#include <gmock/gmock.h>

#include "unit/diagnosis/traces.hpp"

namespace schedlitmus::diagnosis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kChurn = 40'000 * kPeriod / 1000;  // rounds from sample to sample

TEST(WorkWaitsWhileIdle, AtItsShare) {
  const auto with = [](int shown, int queue, int rounds = kChurn) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      made.idle = 1;
      made.rounds = i * rounds;
      made.local = {is_one_of(shown, i) ? queue : 0, 0};
      return made;
    }));
  };
  EXPECT_THAT(with(7, 8), IsEmpty());
  EXPECT_THAT(with(8, 8), ElementsAre("work-waits-while-idle"));
  EXPECT_THAT(with(50, 7), IsEmpty());
  EXPECT_THAT(with(50, 60, kChurn - 1), IsEmpty()) << "long pieces: who idles is kept from its CPU";
}

TEST(WorkWaitsWhileIdle, IsLessSureWhereRoundsAreNotKnown) {
  const auto findings = diagnose([](int) {
    SampleMaker made;
    made.detailed = false;
    made.local = {10, 0};
    return made;
  });
  ASSERT_THAT(names_in(findings), ElementsAre("work-waits-while-idle"));
  EXPECT_EQ(findings.diagnoses[0].confidence, Confidence::medium);
}

TEST(WorkWaitsWhileIdle, AlsoWhereAThreadSpins) {
  const auto with = [](int spinning, int queue = 32) {
    return diagnose([=](int i) {
      auto made = idle_program();
      made.idle = 0;
      made.spinning = spinning;
      made.rounds = i * kChurn;
      made.local = {is_one_of(10, i) ? queue : 0, 0};
      return made;
    });
  };
  EXPECT_THAT(names_in(with(0)), IsEmpty()) << "both Ps have work";
  EXPECT_THAT(names_in(with(1, 31)), IsEmpty()) << "it may be about to take its half";
  const auto findings = with(1);
  ASSERT_THAT(names_in(findings), ElementsAre("work-waits-while-idle"));
  EXPECT_THAT(findings.diagnoses[0].evidence.remarks, ElementsAre(testing::HasSubstr("spins")));
}

TEST(Overproduction, AtItsShare) {
  const auto with = [](int shown, int queue) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      made.idle = 0;
      made.queue = is_one_of(shown, i) ? queue : 0;
      return made;
    }));
  };
  EXPECT_THAT(with(9, 257), IsEmpty());
  EXPECT_THAT(with(10, 257), ElementsAre("overproduction"));
  EXPECT_THAT(with(50, 256), IsEmpty());
}

/// What is said of a program whose queue is so long in each sample, and that rests where nothing waits.
Findings of_queues(const std::function<int(int)>& queue, bool rests = false, double late = 0) {
  Diagnoser diagnoser({}, {.warmup = Millis{0}});
  for (int i = 0; i < kSamples; ++i) {
    auto made = idle_program();
    made.queue = queue(i);
    made.idle = rests && made.queue == 0 ? 2 : 0;
    diagnoser.on_sample(made.at(i * kPeriod + static_cast<int>(i / 2 * late)));
  }
  trace::Health health;
  health.samples = kSamples;
  return diagnoser.finish(health);
}

int saw_tooth(int i) { return i % 2 == 0 ? 1000 : 500; }

TEST(Overproduction, IsNoneWhereABurstDrains) {
  const auto until = [](int drained) {
    return names_in(of_queues([=](int i) { return i < drained ? saw_tooth(i) : 0; }));
  };
  EXPECT_THAT(until(25), IsEmpty());
  EXPECT_THAT(until(30), ElementsAre("overproduction"));
}

TEST(Overproduction, IsNoneWhereAStartOnlyFalls) {
  const auto falls_to = [](int left) {
    return names_in(of_queues([=](int i) { return 3000 - i * (3000 - left) / (kSamples - 1); }));
  };
  EXPECT_THAT(falls_to(1499), IsEmpty()) << "it drains";
  EXPECT_THAT(falls_to(1500), ElementsAre("overproduction")) << "half of it is left";
  const auto refilled = [](int by) {
    return names_in(of_queues([=](int i) { return i < 25 ? 3000 - i * 50 : 3000 - i * 50 + by + 50; }));
  };
  EXPECT_THAT(refilled(255), IsEmpty());
  EXPECT_THAT(refilled(256), ElementsAre("overproduction"));
}

TEST(Overproduction, IsNoneWhereTheProgramRestsBetweenItsBursts) {
  const auto with = [](int every, bool rests) {
    return names_in(of_queues([=](int i) { return i % every == every - 1 ? 0 : saw_tooth(i); }, rests));
  };
  const auto short_ones = [](int i) { return i % 10 < 6 ? saw_tooth(i) : i % 10 == 9 ? 0 : 100; };
  EXPECT_THAT(names_in(of_queues(short_ones, true)), IsEmpty())
      << "long in 60 % of the samples, and 4 of the 46 samples from the first burst to the last";
  EXPECT_THAT(with(10, false), ElementsAre("overproduction")) << "nothing waits, but Ps are at work";
  EXPECT_THAT(with(25, true), ElementsAre("overproduction")) << "a moment";
  EXPECT_THAT(with(10, true), ElementsAre("overproduction")) << "most of the time";
  EXPECT_THAT(with(2, true), IsEmpty()) << "half of the time";
}

TEST(Overproduction, IsLessSureWhereSamplesComeLate) {
  EXPECT_EQ(of_queues(saw_tooth).diagnoses.at(0).confidence, Confidence::high);
  EXPECT_EQ(of_queues(saw_tooth, false, 100).diagnoses.at(0).confidence, Confidence::medium);
}

}  // namespace
}  // namespace schedlitmus::diagnosis
