#include "trace/narrate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "trace/reader.hpp"
#include "trace/words.hpp"
#include "unit/trace/dialects.hpp"

namespace schedlitmus::trace {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Teller : Sink {
  explicit Teller(NarrationStyle style) : narrator(style) {}
  void on_sample(const Sample& sample) override { narrator.tell(words, sample); }
  void on_text(std::string_view) override {}
  Narrator narrator;
  std::string words;
};

std::string told(std::string_view trace, NarrationStyle style = NarrationStyle::plain) {
  Teller teller(style);
  Reader reader(teller);
  reader.feed(trace);
  reader.finish();
  teller.narrator.tell_words(teller.words);
  return teller.words;
}

TEST(Narrator, TellsASummary) {
  EXPECT_EQ(told(dialects::kSummary12),
            "At 1009 ms\n"
            "----------\n"
            "  2 Ps, all busy; 3 threads, 1 idle.\n"
            "  5 goroutines wait in the global queue; in local queues wait 4 on P0; 9 in all.\n");
}

TEST(Narrator, LeadsFromPToMToG) {
  EXPECT_EQ(told(dialects::kDetailed127),
            "At 413 ms\n"
            "---------\n"
            "  2 Ps, all busy; 2 threads, 1 idle, and one more should spin.\n"
            "  The world is being stopped; 1 P has still to stop.\n"
            "  3 goroutines wait in the global queue; in local queues wait 2 on P0 and 5 on P1; 10 in all.\n"
            "  P0 runs on M0, which runs G16; 2 goroutines wait in its queue.\n"
            "  P1 has no M (gcstop); 5 goroutines wait in its queue.\n"
            "  M1 has neither P nor G: parked, or sysmon, which needs none.\n"
            "  G16 on M0 is running (status 2).\n"
            "  G2 waits for \"GOMAXPROCS updater (idle)\".\n"
            "  G1 waits for \"sync.WaitGroup.Wait\".\n"
            "\n"
            "What the words mean\n"
            "-------------------\n"
            "  status 2 (running): runs Go code; it owns its stack, an M and a P.\n"
            "  status 4 (waiting): parked; something must wake it before it can run.\n"
            "  \"GOMAXPROCS updater (idle)\": waits for a changed CPU limit; this is the runtime's helper for that.\n"
            "  \"sync.WaitGroup.Wait\": waits for a sync.WaitGroup to reach zero.\n");
}

// Lines of 1.7.6: the goroutine that asked for the collection waits while its
// thread does it.
TEST(Narrator, TellsWhoStoppedTheWorld) {
  const auto words = told(
      "SCHED 155ms: gomaxprocs=1 idleprocs=0 threads=1 spinningthreads=0 idlethreads=0 runqueue=5 gcwaiting=1 "
      "nmidlelocked=0 stopwait=0 sysmonwait=0\n"
      "  P0: status=3 schedtick=25 syscalltick=3 m=0 runqsize=1 gfreecnt=0\n"
      "  M0: p=0 curg=37 mallocing=0 throwing=0 preemptoff=gcing locks=3 dying=0 helpgc=0 spinning=false blocked=false "
      "lockedg=-1\n"
      "  G37: status=4(garbage collection) m=0 lockedm=-1\n");
  EXPECT_THAT(words, HasSubstr("  The world is stopped.\n"));
  EXPECT_THAT(words, HasSubstr("P0 runs on M0, which works for the runtime while G37 waits; 1 goroutine waits"));
}

// Lines of 1.5.4: P1 was taken from M7, which goes on naming it; M6 waits for
// its locked goroutine, which it goes on naming as its current one.
TEST(Narrator, BelievesThePAboutItsM) {
  const auto words = told(
      "SCHED 114ms: gomaxprocs=2 idleprocs=1 threads=4 spinningthreads=0 idlethreads=1 runqueue=0 gcwaiting=0 "
      "nmidlelocked=1 stopwait=0 sysmonwait=0\n"
      "  P0: status=0 schedtick=17 syscalltick=2 m=-1 runqsize=0 gfreecnt=4\n"
      "  P1: status=1 schedtick=361 syscalltick=9 m=0 runqsize=4 gfreecnt=1\n"
      "  M7: p=1 curg=14 mallocing=0 throwing=0 preemptoff= locks=0 dying=0 helpgc=0 spinning=false blocked=false "
      "lockedg=-1\n"
      "  M6: p=-1 curg=12 mallocing=0 throwing=0 preemptoff= locks=0 dying=0 helpgc=0 spinning=false blocked=false "
      "lockedg=12\n"
      "  M1: p=-1 curg=-1 mallocing=0 throwing=0 preemptoff= locks=1 dying=0 helpgc=0 spinning=false blocked=false "
      "lockedg=-1\n"
      "  M0: p=1 curg=18 mallocing=0 throwing=0 preemptoff= locks=0 dying=0 helpgc=0 spinning=false blocked=false "
      "lockedg=-1\n"
      "  G12: status=4(chan receive) m=6 lockedm=6\n"
      "  G14: status=3() m=7 lockedm=-1\n"
      "  G18: status=2() m=0 lockedm=-1\n");
  EXPECT_THAT(words, HasSubstr("P1 runs on M0, which runs G18; 4 goroutines wait in its queue.\n"
                               "  M7 has no P and still runs G14: in a system call or in C code.\n"
                               "  M6 has no P and is kept for G12, which is locked to it.\n"
                               "  M1 has neither P nor G: parked, or sysmon, which needs none.\n"));
  EXPECT_THAT(words, HasSubstr("G14 on M7 is in a system call (status 3).\n"));
}

TEST(Narrator, TellsWhatChanged) {
  std::string later(dialects::kDetailed127);
  const auto change = [&](std::string_view from, std::string_view to) {
    later.replace(later.find(from), from.size(), to);
  };
  change("SCHED 413ms", "SCHED 513ms");
  change("runqueue=3", "runqueue=4");
  change("schedtick=18", "schedtick=25");
  change("runqsize=2", "runqsize=1");
  change("G1: status=4", "G1: status=1");
  change("G2: status=4", "G2: status=6");
  later += "  G20: status=1() m=nil lockedm=nil\n";
  const auto words = told(std::string(dialects::kDetailed127) + later);
  EXPECT_THAT(words, HasSubstr("  Since 100 ms before: runqueue 3 -> 4 and P0's queue 2 -> 1.\n"
                               "  Scheduling rounds: P0 7.\n"
                               "  Ended: G2.\n"
                               "  From waiting to runnable: G1.\n"
                               "  New, runnable: G20.\n"));
}

TEST(Narrator, SaysThatNothingChanged) {
  const auto words = told(std::string(dialects::kDetailed127) + std::string(dialects::kDetailed127));
  EXPECT_THAT(words, HasSubstr("Since 0 ms before: the same numbers.\n  No P has scheduled anything.\n"));
}

TEST(Narrator, SaysThatTheClockRanBackwards) {
  EXPECT_THAT(told(std::string(dialects::kSummary12) + std::string(dialects::kSummary14)),
              HasSubstr("The clock runs backwards"));
}

TEST(Narrator, SaysThatPartsWereLost) {
  EXPECT_THAT(told(dialects::kDetailed127.substr(0, 400)), HasSubstr("Parts of this sample were lost"));
}

TEST(Narrator, NamesAFewOfManyGoroutines) {
  std::string trace(dialects::kDetailed127);
  for (int i = 100; i < 1200; ++i) trace += "  G" + std::to_string(i) + ": status=4(IO wait) m=nil lockedm=nil\n";
  EXPECT_THAT(told(trace), HasSubstr("G110, G111 and 1,088 more wait for \"IO wait\".\n"));
}

TEST(Narrator, WritesMarkdown) {
  const auto words = told(dialects::kDetailed127, NarrationStyle::markdown);
  EXPECT_THAT(words, StartsWith("## At 413 ms\n\n- 2 Ps"));
  EXPECT_THAT(words, HasSubstr("- **P0** runs on **M0**, which runs **G16**;"));
  EXPECT_THAT(words, HasSubstr("waits for `sync.WaitGroup.Wait`."));
}

TEST(Narrator, ColoursForATerminal) {
  const auto words = told(dialects::kDetailed127, NarrationStyle::colour);
  EXPECT_THAT(words, HasSubstr("\x1b[33mP0\x1b[0m runs on \x1b[35mM0\x1b[0m, which runs \x1b[32mG16\x1b[0m"));
}

TEST(Narrator, ComparesWithASampleThatItPassedOver) {
  Narrator narrator(NarrationStyle::plain);
  Sample sample;
  sample.time = Millis(100);
  narrator.pass_over(sample);
  sample.time = Millis(250);
  std::string words;
  narrator.tell(words, sample);
  EXPECT_THAT(words, HasSubstr("Since 150 ms before"));
}

TEST(Words, KnowStatusesAndReasons) {
  EXPECT_EQ(goroutine_status(10).name, "leaked");
  EXPECT_EQ(goroutine_status(-1).name, "status ?");
  EXPECT_EQ(goroutine_status(99).name, "status ?");
  EXPECT_EQ(proc_status(3).name, "gcstop");
  EXPECT_EQ(wait_meaning("IO wait"), "a network connection or file to become ready");
  EXPECT_EQ(wait_meaning("something new"), "");
}

}  // namespace
}  // namespace schedlitmus::trace
