// What each diagnosis needs, and what is just not enough for it.
#include <gmock/gmock.h>

#include "unit/diagnosis/traces.hpp"

namespace schedlitmus::diagnosis {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(BlockedThreads, AtTheMedianOfHeldThreads) {
  const auto with = [](int held) {
    return names_in(diagnose([held](int) {
      auto made = idle_program();
      made.add(held, 3, "");
      return made;
    }));
  };
  EXPECT_THAT(with(9), IsEmpty());
  EXPECT_THAT(with(10), ElementsAre("blocked-threads"));
}

TEST(BlockedThreads, TellsTheSameCallsFromEverNewOnes) {
  const auto remark_of = [](bool same) {
    const auto findings = diagnose([same](int i) {
      auto made = idle_program();
      made.add(12, 3, "");
      for (auto& g : made.goroutines) g.id += same ? 0 : i * 100;
      return made;
    });
    return findings.diagnoses.at(0).evidence.remarks.at(0);
  };
  EXPECT_THAT(remark_of(true), testing::HasSubstr("the same goroutines"));
  EXPECT_THAT(remark_of(false), testing::HasSubstr("getaddrinfo"));
}

TEST(BlockedThreads, FromTheHeaderAlone) {
  const auto with = [](int threads) {
    return names_in(diagnose([threads](int) {
      SampleMaker made;
      made.detailed = false;
      made.threads = threads;
      return made;
    }));
  };
  EXPECT_THAT(with(2 + 1 + 11), IsEmpty());  // idle threads, one that runs, and those
  EXPECT_THAT(with(2 + 1 + 12), ElementsAre("blocked-threads"));
}

TEST(BlockedThreads, ScalesWithThePs) {
  const auto findings = diagnose([](int) {
    auto made = idle_program();
    made.procs = 16;
    made.idle = 16;
    made.local.assign(16, 0);
    made.add(15, 3, "");
    return made;
  });
  EXPECT_THAT(names_in(findings), IsEmpty());
}

TEST(SyscallHeavy, NeedsTheNumberOfRequests) {
  const auto make = [](int i) {
    auto made = idle_program();
    made.rounds = i;
    made.calls = i * 100;
    return made;
  };
  EXPECT_THAT(names_in(diagnose(make)), IsEmpty());
  EXPECT_THAT(names_in(diagnose(make, {.requests = 123})), IsEmpty());  // 4900 calls
  EXPECT_THAT(names_in(diagnose(make, {.requests = 122})), ElementsAre("syscall-heavy"));
  // The trace shows 4.9 s, half of the load's time.
  EXPECT_THAT(names_in(diagnose(make, {.requests = 246, .requests_over = Millis{9800}})), IsEmpty());
  EXPECT_THAT(names_in(diagnose(make, {.requests = 244, .requests_over = Millis{9800}})), ElementsAre("syscall-heavy"));
}

TEST(SyscallHeavy, IsNoneWhereEachRequestTakesManyRounds) {
  const auto with = [](int rounds, int sweep) {
    return names_in(diagnose(
        [=](int i) {
          auto made = idle_program();
          made.rounds = i * rounds + (i >= 40 ? sweep : 0);
          made.calls = i * 100;
          return made;
        },
        {.requests = 100}));
  };
  EXPECT_THAT(with(20, 0), ElementsAre("syscall-heavy"));
  EXPECT_THAT(with(21, 0), IsEmpty()) << "a service that hands its requests on";
  EXPECT_THAT(with(20, 10'000), ElementsAre("syscall-heavy")) << "rounds of a sweep say nothing of the others";
}

TEST(GcPressure, AtItsShare) {
  const auto with = [](int shown, std::string_view reason, bool has_m, bool late = false) {
    Diagnoser diagnoser({}, {.warmup = Millis{0}});
    for (int i = 0; i < kSamples; ++i) {
      auto made = idle_program();
      if (is_one_of(shown, i)) {
        made.add(1, 4, reason);
        if (has_m) made.goroutines.back().m = 3;
      }
      diagnoser.on_sample(made.at(i * kPeriod + (late ? i / 2 * 100 : 0)));
    }
    trace::Health health;
    health.samples = kSamples;
    return names_in(diagnoser.finish(health));
  };
  EXPECT_THAT(with(17, "GC assist wait", false), IsEmpty());
  EXPECT_THAT(with(18, "GC assist wait", false), ElementsAre("gc-pressure"));
  EXPECT_THAT(with(25, "GC worker (idle)", true), ElementsAre("gc-pressure")) << "on its M it marks";
  EXPECT_THAT(with(24, "GC worker (idle)", true), IsEmpty()) << "nobody ever helps it";
  EXPECT_THAT(with(50, "GC mark termination", true), IsEmpty()) << "it stops the world, which the host makes long";
  EXPECT_THAT(with(kSamples, "GC worker (idle)", false), IsEmpty()) << "without an M it waits for the next collection";
  EXPECT_THAT(with(24, "GC assist wait", false, true), IsEmpty()) << "samples come late";
  EXPECT_THAT(with(25, "GC assist wait", false, true), ElementsAre("gc-pressure"));
}

TEST(LockedThreads, ManyOrThoseThatHandOver) {
  const auto with = [](int locked, std::int64_t status, std::int64_t rounds) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      made.add(locked, status, "chan receive", true);
      made.rounds = i * rounds;
      return made;
    }));
  };
  EXPECT_THAT(with(2, 2, 200), ElementsAre("locked-threads"));
  EXPECT_THAT(with(2, 2, 199), IsEmpty()) << "few rounds";
  EXPECT_THAT(with(2, 4, 1000), testing::Not(Contains("locked-threads"))) << "none of them runs";
  EXPECT_THAT(with(1, 2, 1000), IsEmpty()) << "a lone one";
  EXPECT_THAT(with(11, 4, 10), IsEmpty());
  EXPECT_THAT(with(12, 4, 10), ElementsAre("locked-threads"));
}

TEST(HostNoise, FromSharesOrFromVeryLateSamples) {
  const auto make = [](int) { return idle_program(); };
  const auto watched = [&](double taken, double waited) {
    return diagnose(
        make, {.host = {{"taken by other programs", taken, 0.10}, {"spent waiting for a CPU", waited, 0.25, true}}});
  };
  EXPECT_THAT(names_in(watched(0.29, 0.30)), IsEmpty()) << "some noise";
  EXPECT_THAT(names_in(watched(0.31, 0.24)), IsEmpty()) << "the program did not feel it";
  ASSERT_THAT(names_in(watched(0.31, 0.26)), ElementsAre("host-noise"));
  EXPECT_EQ(watched(0.31, 0.26).diagnoses[0].confidence, Confidence::medium);
  EXPECT_EQ(watched(0.90, 0.60).diagnoses[0].confidence, Confidence::high);
  EXPECT_THAT(names_in(diagnose(make, {.host = {{"taken by other programs", 0.31, 0.10}}})), ElementsAre("host-noise"));
  Diagnoser diagnoser;
  int time = 1000;
  for (int i = 0; i < 40; ++i) diagnoser.on_sample(idle_program().at(time += i % 2 == 0 ? 100 : 350));
  trace::Health health;
  health.samples = 40;
  EXPECT_THAT(names_in(diagnoser.finish(health)), ElementsAre("host-noise"));
}

}  // namespace
}  // namespace schedlitmus::diagnosis
