// All goroutines asleep, seen or said.
#include <gmock/gmock.h>

#include "unit/diagnosis/traces.hpp"

namespace schedlitmus::diagnosis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

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

TEST(Deadlock, TheRuntimesDumpTellsWhoWaitsWhere) {
  Diagnoser diagnoser;
  diagnoser.on_sample(asleep().at(0));
  diagnoser.on_text(
      "goroutine 5 [select]:\n"  // before the words: not the runtime's
      "fatal error: all goroutines are asleep - deadlock!\n\n"
      "goroutine 1 [semacquire, 2 minutes]:\n"
      "sync.runtime_Semacquire(0xc000012088)\n\t/go/src/runtime/sema.go:56 +0x42\n"
      "main.main()\n\t/src/my shop/main.go:44 +0x13c\n"
      "\n"
      "goroutine 7 gp=0xc000102380 m=nil [sync.Mutex.Lock]:\n"
      "internal/sync.(*Mutex).Lock(...)\n\t/go/src/internal/sync/mutex.go:70\n"
      "example.com/shop.(*Till).Close(0xc0000b0000, {0x1, 0x2})\n\t/src/shop/till.go:21 +0x71\n"
      "main.main.func1(0x1)\n\t/src/shop/main.go:38 +0x9d\n"
      "created by main.main in goroutine 1\n\t/src/shop/main.go:36 +0xc5\n"
      "\n"
      "goroutine 8 [chan send]:\n"
      "created by main.main in goroutine 1\n\t/src/shop/main.go:36 +0xc5\n"
      "exit status 2\n");
  const auto findings = diagnoser.finish({});
  ASSERT_THAT(names_in(findings), ElementsAre("deadlock"));
  std::vector<std::string> told;
  for (const auto& g : findings.diagnoses[0].evidence.goroutines)
    told.push_back(std::to_string(g.id) + ": " + g.waitreason + ", " + g.where);
  EXPECT_THAT(told, ElementsAre("1: semacquire, main.main at main.go:44",
                                "7: sync.Mutex.Lock, example.com/shop.(*Till).Close at till.go:21", "8: chan send, "));
}

}  // namespace
}  // namespace schedlitmus::diagnosis
