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
  EXPECT_THAT(with(9, 8), IsEmpty());
  EXPECT_THAT(with(10, 8), ElementsAre("work-waits-while-idle"));
  EXPECT_THAT(with(50, 7), IsEmpty());
}

TEST(WorkWaitsWhileIdle, AlsoWhereAThreadSpins) {
  const auto with = [](int spinning, int queue = 32) {
    return diagnose([=](int i) {
      auto made = idle_program();
      made.idle = 0;
      made.spinning = spinning;
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

TEST(Overproduction, IsNoneWhereABurstDrains) {
  const auto until = [](int drained) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      made.idle = 0;
      made.queue = i < drained ? 1000 : 0;
      return made;
    }));
  };
  EXPECT_THAT(until(25), IsEmpty());
  EXPECT_THAT(until(30), ElementsAre("overproduction"));
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
  EXPECT_THAT(with(20, 100'000), ElementsAre("syscall-heavy")) << "rounds of a sweep say nothing of the others";
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
  EXPECT_THAT(with(18, "GC worker (idle)", true), ElementsAre("gc-pressure")) << "on its M it marks";
  EXPECT_THAT(with(50, "GC mark termination", true), IsEmpty()) << "it stops the world, which the host makes long";
  EXPECT_THAT(with(kSamples, "GC worker (idle)", false), IsEmpty()) << "without an M it waits for the next collection";
  EXPECT_THAT(with(24, "GC assist wait", false, true), IsEmpty()) << "samples come late";
  EXPECT_THAT(with(25, "GC assist wait", false, true), ElementsAre("gc-pressure"));
}

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

/// So many goroutines wait at each sample.
Findings waiting(const std::function<int(int)>& count, std::string_view reason = "chan receive") {
  return diagnose([&](int i) {
    auto made = idle_program();
    made.add(count(i), 4, reason);
    return made;
  });
}

TEST(BusyP, AlsoWhereEachSampleFindsItJustPreempted) {
  const auto with = [](int others) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      made.idle = 0;
      made.add(1, 1, "chan receive");
      const auto first_client = made.goroutines.size();
      made.add(others, 1, "chan send");
      made.add(15, 4, "chan send");
      for (auto g = first_client; g < made.goroutines.size(); ++g) made.goroutines[g].id += i * 100;
      return made;
    }));
  };
  EXPECT_THAT(with(0), ElementsAre("busy-p"));
  EXPECT_THAT(with(1), ElementsAre("busy-p"));
  EXPECT_THAT(with(2), IsEmpty()) << "more are ready than there are Ps: it is one of many";
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

TEST(GoroutineLeak, IsFoundBesideWhatComesAndGoes) {
  const auto with = [](int sleepers, int receivers) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      made.add(i * 2, 4, "select");
      made.add(i * 7 % 5 * sleepers, 4, "sleep");
      made.add(receivers > 0 ? 100 - 2 * i : 0, 4, "chan receive");
      return made;
    }));
  };
  EXPECT_THAT(with(30, 0), ElementsAre("goroutine-leak"));
  EXPECT_THAT(with(30, 1), IsEmpty()) << "as many end as begin to wait for something else";
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

/// All are asleep but for the runtime's scavenger, which gives memory back at its pace.
Findings scavenging(int seconds, const std::function<void(SampleMaker&)>& change, bool known = true) {
  constexpr int kASecond = 10;
  return diagnose([&](int i) {
    auto made = i < kSamples - seconds * kASecond - 1 ? idle_program() : asleep();
    made.add(1, 4, i == 0 && known ? "GC scavenge wait" : "sleep");
    made.goroutines.back().id = 99;
    made.rounds = i * 50;
    if (i >= kSamples - seconds * kASecond - 1) change(made);
    return made;
  });
}

TEST(Deadlock, TheScavengersTimerWakesNobody) {
  const auto nothing = [](SampleMaker&) {};
  EXPECT_THAT(names_in(scavenging(1, nothing)), IsEmpty()) << "twice the time is asked for";
  const auto findings = scavenging(2, nothing);
  ASSERT_THAT(names_in(findings), ElementsAre("deadlock"));
  EXPECT_EQ(findings.diagnoses[0].confidence, Confidence::medium);
  EXPECT_THAT(names_in(scavenging(2, [](SampleMaker& made) { made.timers = 1; })), ElementsAre("deadlock"));
  const auto timer = [](int count) {
    return [count](SampleMaker& made) { made.add(count, 3, "timer goroutine (idle)"); };
  };
  EXPECT_THAT(names_in(scavenging(2, timer(1))), ElementsAre("deadlock"));
  EXPECT_THAT(names_in(scavenging(2, timer(2))), IsEmpty()) << "another timer";
  EXPECT_THAT(names_in(scavenging(2, [](SampleMaker& made) { made.timers = 2; })), IsEmpty());
  EXPECT_THAT(names_in(scavenging(2, [](SampleMaker& made) { made.add(1, 4, "sleep"); })), IsEmpty());
  EXPECT_THAT(names_in(scavenging(2, nothing, false)), IsEmpty()) << "any goroutine that sleeps";
}

TEST(Deadlock, WhatEndedByItselfWasNotAsleepForEver) {
  const auto make = [](int) { return asleep(); };
  EXPECT_THAT(names_in(diagnose(make, {.exit_status = 0})), IsEmpty());
  EXPECT_THAT(names_in(diagnose(make, {.was_stopped = true, .exit_status = 143})), ElementsAre("deadlock"));
  const auto dies = [](int status) {
    Diagnoser diagnoser({}, {.exit_status = status});
    diagnoser.on_text("fatal error: all goroutines are asleep - deadlock!\n");
    return names_in(diagnoser.finish({}));
  };
  EXPECT_THAT(dies(2), ElementsAre("deadlock"));
  EXPECT_THAT(dies(0), IsEmpty()) << "another process's words";
}

/// A process of so many samples, from 0 ms.
void run_process(Diagnoser& diagnoser, int samples, const std::function<SampleMaker(int)>& make) {
  for (int i = 0; i < samples; ++i) diagnoser.on_sample(make(i).at(i * kPeriod));
}

Findings finish(Diagnoser& diagnoser) {
  trace::Health health;
  health.samples = 100;
  return diagnoser.finish(health);
}

TEST(Processes, EachIsJudgedByItself) {
  const auto leaks = [](int i) {
    auto made = idle_program();
    made.add(i * 5, 4, "select");
    return made;
  };
  Diagnoser diagnoser;
  run_process(diagnoser, kSamples, leaks);
  run_process(diagnoser, kSamples / 2, [](int) { return idle_program(); });
  const auto findings = finish(diagnoser);
  EXPECT_EQ(findings.processes, 2U);
  EXPECT_EQ(findings.from, Millis{300});
  EXPECT_EQ(findings.until, Millis{4900}) << "the longer one's";
  ASSERT_THAT(names_in(findings), ElementsAre("goroutine-leak"));
  EXPECT_THAT(findings.diagnoses[0].evidence.remarks, Contains(testing::HasSubstr("process 1 of the 2")));
}

TEST(Processes, GrowthFromOneToTheNextIsNoLeak) {
  Diagnoser diagnoser;
  for (int process = 0; process < 8; ++process) {
    run_process(diagnoser, 20, [&](int) {
      auto made = idle_program();
      made.add(process * 50, 4, "select");
      return made;
    });
  }
  const auto findings = finish(diagnoser);
  EXPECT_EQ(findings.processes, 8U);
  EXPECT_THAT(names_in(findings), IsEmpty());
  EXPECT_EQ(findings.answer, Answer::nothing);
}

TEST(Processes, AChildAmongItsParentsSamplesIsLeftOut) {
  Diagnoser diagnoser;
  for (int i = 0; i < kSamples; ++i) {
    diagnoser.on_sample(idle_program().at(5000 + i * kPeriod));
    auto child = idle_program();
    child.queue = 1000;
    diagnoser.on_sample(child.at(i * kPeriod));
  }
  const auto findings = finish(diagnoser);
  EXPECT_EQ(findings.processes, 1U);
  EXPECT_THAT(names_in(findings), IsEmpty());
}

TEST(Processes, AFewSamplesOfOneSayNothing) {
  Diagnoser diagnoser;
  run_process(diagnoser, kSamples, [](int) { return idle_program(); });
  run_process(diagnoser, 9, [](int) {
    auto made = idle_program();
    made.queue = 1000;
    return made;
  });
  EXPECT_THAT(names_in(finish(diagnoser)), IsEmpty());
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
