#include "diagnosis/diagnoser.hpp"

#include <gmock/gmock.h>

#include "unit/diagnosis/traces.hpp"

namespace schedlitmus::diagnosis {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

/// The first so many of all samples are of one kind, spread evenly.
bool is_one_of(int shown, int i) { return (i * shown) / kSamples != ((i + 1) * shown) / kSamples; }

TEST(Diagnoser, FindsNothingInAnIdleProgram) {
  const auto findings = diagnose([](int) { return idle_program(); });
  EXPECT_EQ(findings.answer, Answer::nothing);
  EXPECT_THAT(names_in(findings), IsEmpty());
  EXPECT_EQ(findings.cleared.size() + findings.not_looked_at.size(), kNames);
}

TEST(Diagnoser, SaysTooShortBelowTenSamples) {
  const auto make = [](int) { return idle_program(); };
  EXPECT_EQ(diagnose(make, {}, {}, 9).answer, Answer::cannot_tell);
  EXPECT_EQ(diagnose(make, {}, {}, 10).answer, Answer::nothing);
}

TEST(Diagnoser, SaysTooDamagedWhereAThirdIsLost) {
  Diagnoser diagnoser;
  for (int i = 0; i < 20; ++i) diagnoser.on_sample(idle_program().at(1000 + i * 100));
  trace::Health health;
  health.samples = 20;
  for (int i = 0; i < 10; ++i) health.count(trace::Trouble::torn_header, 1, "SCHED");
  EXPECT_EQ(diagnoser.finish(health).answer, Answer::cannot_tell);
}

TEST(Diagnoser, LeavesTheWarmUpOut) {
  Diagnoser diagnoser;
  for (int i = 0; i < 30; ++i) diagnoser.on_sample(idle_program().at(i * 100));
  trace::Health health;
  health.samples = 30;
  const auto findings = diagnoser.finish(health);
  EXPECT_EQ(findings.left_out, 3U);
  EXPECT_EQ(findings.samples, 27U);
  EXPECT_EQ(findings.from, Millis{300});
}

TEST(Diagnoser, NamesWhatNeedsDetail) {
  const auto findings = diagnose([](int) {
    auto made = idle_program();
    made.detailed = false;
    return made;
  });
  std::vector<std::string> unseen;
  for (const auto& each : findings.not_looked_at) unseen.emplace_back(name_of(each.name));
  for (const auto& each : all_diagnoses()) {
    if (each.needs_detail) {
      EXPECT_THAT(unseen, Contains(std::string(each.word)));
    }
  }
}

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

TEST(WorkWaitsWhileIdle, AtItsShare) {
  const auto with = [](int shown, int queue) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      made.idle = 1;
      made.local = {is_one_of(shown, i) ? queue : 0, 0};
      return made;
    }));
  };
  EXPECT_THAT(with(7, 8), IsEmpty());
  EXPECT_THAT(with(8, 8), ElementsAre("work-waits-while-idle"));
  EXPECT_THAT(with(50, 7), IsEmpty());
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
  EXPECT_THAT(with(24, 257), IsEmpty());
  EXPECT_THAT(with(25, 257), ElementsAre("overproduction"));
  EXPECT_THAT(with(50, 256), IsEmpty());
}

TEST(SyscallHeavy, NeedsTheNumberOfRequests) {
  const auto make = [](int i) {
    auto made = idle_program();
    made.rounds = i;
    made.calls = i * 100;
    return made;
  };
  EXPECT_THAT(names_in(diagnose(make)), IsEmpty());
  EXPECT_THAT(names_in(diagnose(make, {.requests = 981})), IsEmpty());  // 4900 calls
  EXPECT_THAT(names_in(diagnose(make, {.requests = 980})), ElementsAre("syscall-heavy"));
}

TEST(GcPressure, AtItsShare) {
  const auto with = [](int shown) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      if (is_one_of(shown, i)) made.add(1, 4, "GC assist wait");
      return made;
    }));
  };
  EXPECT_THAT(with(22), IsEmpty());
  EXPECT_THAT(with(23), ElementsAre("gc-pressure"));
}

/// A stop at some samples, in which main runs on, or always another one.
std::vector<std::string> stopping(const std::function<bool(int)>& stops, bool rounds, bool one) {
  return names_in(diagnose([=](int i) {
    auto made = idle_program();
    made.stopping = stops(i);
    made.rounds = rounds ? i : 0;
    made.goroutines[0].status = 2;
    if (!one) made.goroutines[0].id = 100 + i;
    return made;
  }));
}

TEST(StuckStopTheWorld, AtItsShareWhereOneGoroutineRunsOn) {
  const auto often = [](int shown) { return [shown](int i) { return is_one_of(shown, i); }; };
  EXPECT_THAT(stopping(often(4), true, true), IsEmpty());
  EXPECT_THAT(stopping(often(5), true, true), ElementsAre("stuck-stop-the-world"));
  EXPECT_THAT(stopping(often(20), true, false), IsEmpty()) << "many short stops";
}

TEST(StuckStopTheWorld, InOneStopForSeveralSamples) {
  // Of so many in a row all but the first are in the same stop as the one before.
  const auto in_a_row = [](int count) { return [count](int i) { return i >= 20 && i < 20 + count; }; };
  EXPECT_THAT(stopping(in_a_row(3), false, true), IsEmpty());
  EXPECT_THAT(stopping(in_a_row(4), false, true), ElementsAre("stuck-stop-the-world"));
  EXPECT_THAT(stopping(in_a_row(4), true, true), IsEmpty()) << "rounds go on";
  EXPECT_THAT(stopping(in_a_row(10), false, false), IsEmpty());
  EXPECT_THAT(stopping(in_a_row(11), false, false), ElementsAre("stuck-stop-the-world"));
}

/// So many goroutines wait at each sample.
Findings waiting(const std::function<int(int)>& count, std::string_view reason = "chan receive") {
  return diagnose([&](int i) {
    auto made = idle_program();
    made.add(count(i), 4, reason);
    return made;
  });
}

TEST(GoroutineLeak, AtItsSlope) {
  EXPECT_THAT(names_in(waiting([](int i) { return i * 9 / 10; })), IsEmpty());
  EXPECT_THAT(names_in(waiting([](int i) { return i * 12 / 10; })), ElementsAre("goroutine-leak"));
}

TEST(GoroutineLeak, NamesWhatGrows) {
  const auto findings = waiting([](int i) { return i * 5; }, "select");
  ASSERT_THAT(names_in(findings), ElementsAre("goroutine-leak"));
  const auto& reasons = findings.diagnoses[0].evidence.reasons;
  ASSERT_FALSE(reasons.empty());
  EXPECT_EQ(reasons[0].waitreason, "select");
}

TEST(GoroutineLeak, IsNoneWhereTheNumberStays) {
  EXPECT_THAT(names_in(waiting([](int) { return 1000; })), IsEmpty());
  EXPECT_THAT(names_in(waiting([](int i) { return std::min(i, 30) * 20; })), IsEmpty()) << "a cache that is warm";
  EXPECT_THAT(names_in(waiting([](int i) { return std::min(i, 38) * 20; })), IsEmpty()) << "since a short time only";
  EXPECT_THAT(names_in(waiting([](int i) { return i % 8 * 200; })), IsEmpty()) << "bursts that end";
  EXPECT_THAT(names_in(waiting([](int i) { return 2000 - i * 20; })), IsEmpty()) << "fewer and fewer";
}

TEST(GoroutineLeak, IsFoundWhereItComesInSteps) {
  EXPECT_THAT(names_in(waiting([](int i) { return i / 5 * 25; })), ElementsAre("goroutine-leak"));
}

SampleMaker asleep() {
  auto made = idle_program();
  made.goroutines[0].waitreason = "chan receive";
  made.add(2, 4, "semacquire");
  return made;
}

TEST(Deadlock, AfterASecondInWhichNothingCanWake) {
  const auto ending = [](int asleep_from) {
    return names_in(diagnose([=](int i) { return i < asleep_from ? idle_program() : asleep(); }));
  };
  EXPECT_THAT(ending(kSamples - 10), IsEmpty());  // 0.9 s
  EXPECT_THAT(ending(kSamples - 11), ElementsAre("deadlock"));
}

TEST(Deadlock, IsNoneWhereSomethingCouldWake) {
  const auto with = [](const std::function<void(SampleMaker&, int)>& change) {
    return names_in(diagnose([&](int i) {
      auto made = asleep();
      change(made, i);
      return made;
    }));
  };
  EXPECT_THAT(with([](SampleMaker&, int) {}), ElementsAre("deadlock"));
  EXPECT_THAT(with([](SampleMaker& made, int) { made.add(1, 4, "IO wait"); }), IsEmpty()) << "an idle server";
  EXPECT_THAT(with([](SampleMaker& made, int) { made.add(1, 4, "sleep"); }), IsEmpty());
  EXPECT_THAT(with([](SampleMaker& made, int) { made.add(1, 3, ""); }), IsEmpty()) << "in a system call";
  EXPECT_THAT(with([](SampleMaker& made, int) { made.add(1, 3, "timer goroutine (idle)"); }), IsEmpty());
  EXPECT_THAT(with([](SampleMaker& made, int) { made.timers = 1; }), IsEmpty());
  EXPECT_THAT(with([](SampleMaker& made, int) { made.queue = 1; }), IsEmpty());
  EXPECT_THAT(with([](SampleMaker& made, int i) { made.rounds = i; }), IsEmpty()) << "rounds go on";
}

TEST(Deadlock, IsWhatTheRuntimeSays) {
  Diagnoser diagnoser;
  diagnoser.on_sample(asleep().at(0));
  diagnoser.on_text("hello\nfatal error: all goroutines are as");
  diagnoser.on_text("leep - deadlock!\n\ngoroutine 1 [chan receive]:\n");
  trace::Health health;
  health.samples = 1;
  const auto findings = diagnoser.finish(health);
  EXPECT_EQ(findings.answer, Answer::found);
  EXPECT_THAT(names_in(findings), ElementsAre("deadlock"));
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

TEST(BusyP, TheSameOneRunsWhileManyWait) {
  const auto with = [](int shown, int waiting, std::string_view reason) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      if (is_one_of(shown, i)) made.goroutines[0].status = 2;
      made.idle = 0;
      made.add(waiting, 4, reason);
      return made;
    }));
  };
  EXPECT_THAT(with(12, 8, "chan send"), IsEmpty());
  EXPECT_THAT(with(13, 8, "chan send"), ElementsAre("busy-p"));
  EXPECT_THAT(with(50, 7, "chan send"), IsEmpty());
  EXPECT_THAT(with(50, 100, "chan receive"), IsEmpty()) << "idle workers are no backlog";
}

TEST(BusyP, IsNoneWhereTwoRunAllTheTime) {
  const auto findings = diagnose([](int) {
    auto made = idle_program();
    made.goroutines[0].status = 2;
    made.add(1, 2, "");
    made.idle = 0;
    made.add(12, 4, "chan send");
    return made;
  });
  EXPECT_THAT(names_in(findings), IsEmpty());
}

TEST(HostNoise, FromSharesOrFromVeryLateSamples) {
  const auto make = [](int) { return idle_program(); };
  EXPECT_THAT(names_in(diagnose(make, {.host = {{"taken by other programs", 0.099, 0.10}}})), IsEmpty());
  EXPECT_THAT(names_in(diagnose(make, {.host = {{"taken by other programs", 0.10, 0.10}}})), ElementsAre("host-noise"));
  Diagnoser diagnoser;
  int time = 1000;
  for (int i = 0; i < 40; ++i) diagnoser.on_sample(idle_program().at(time += i % 2 == 0 ? 100 : 350));
  trace::Health health;
  health.samples = 40;
  EXPECT_THAT(names_in(diagnoser.finish(health)), ElementsAre("host-noise"));
}

TEST(Rank, ACauseExplainsWhatFollowsFromIt) {
  const auto findings = diagnose([](int) {
    auto made = idle_program();
    made.idle = 1;
    made.queue = 1000;
    made.local = {100, 0};
    return made;
  });
  ASSERT_THAT(names_in(findings), ElementsAre("overproduction"));
  EXPECT_THAT(findings.diagnoses[0].explains, ElementsAre(Name::work_waits_while_idle));
  EXPECT_NE(find(findings, Name::work_waits_while_idle), nullptr);
  EXPECT_EQ(find(findings, Name::deadlock), nullptr);
}

TEST(Windows, ABadMinuteOfALongTraceIsSeen) {
  const auto bad_minute = [](int i) {
    auto made = idle_program();
    made.idle = 0;
    made.queue = i >= 120 && i < 180 ? 1000 : 0;
    return made;
  };
  const auto findings = diagnose(bad_minute, {}, {}, 1200, 1000);
  ASSERT_THAT(names_in(findings), ElementsAre("overproduction"));
  EXPECT_EQ(findings.diagnoses[0].from, Millis{120'000});
}

}  // namespace
}  // namespace schedlitmus::diagnosis
