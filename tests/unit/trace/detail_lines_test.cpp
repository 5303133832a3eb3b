#include "trace/detail_lines.hpp"

#include <gtest/gtest.h>

#include <string>

namespace schedlitmus::trace {
namespace {

Proc g_proc;
Machine g_machine;
Goroutine g_g;
UnknownKeys g_unknown;

Reading proc(std::string_view text, bool timers = false) { return parse_proc(text, timers, g_proc, g_unknown).reading; }
Reading machine(std::string_view text) { return parse_machine(text, g_machine, g_unknown).reading; }
Reading goroutine(std::string_view text) { return parse_goroutine(text, g_g, g_unknown).reading; }

TEST(ProcLine, ReadsTheQueueWithoutItsCapacity) {
  ASSERT_EQ(proc("P3: status=1 schedtick=13 syscalltick=2 m=2 runqsize=7/128 gfreecnt=4"), Reading::whole);
  EXPECT_EQ(g_proc.id, 3);
  EXPECT_EQ(g_proc.fields.get(ProcField::runqsize), 7);
  EXPECT_EQ(g_proc.fields.get(ProcField::gfreecnt), 4);
  EXPECT_FALSE(g_proc.fields.printed(ProcField::timerslen));
}

TEST(ProcLine, ReadsAnIdleP) {
  ASSERT_EQ(proc("P0: status=0 schedtick=1 syscalltick=0 m=nil runqsize=0 gfreecnt=0 timerslen=5", true),
            Reading::whole);
  EXPECT_TRUE(g_proc.fields.printed(ProcField::m));
  EXPECT_FALSE(g_proc.fields.get(ProcField::m));
  EXPECT_EQ(g_proc.fields.get(ProcField::timerslen), 5);
}

TEST(ProcLine, IsCutWhereTheDialectPrintsTimers) {
  EXPECT_EQ(proc("P0: status=0 schedtick=1 syscalltick=0 m=nil runqsize=0 gfreecnt=0", true), Reading::cut);
  EXPECT_EQ(proc("P0: status=0 schedtick=1 syscalltick=0 m=nil runqsi", true), Reading::cut);
}

TEST(ProcLine, RejectsGluedDigitsAndForeignText) {
  EXPECT_EQ(proc("P2: status=1 schedtick=142 syscalltick=211 m=3 runqsize=1 gfreecnt=02026/11/22 x"), Reading::torn);
  EXPECT_EQ(proc("P0: status=ok handler=/index"), Reading::torn);
  EXPECT_EQ(proc("P0: status=0 schedtick=5 syscalltick=0SCHED  m=nil350 runqsize=0 gfreecnt=0"), Reading::torn);
  EXPECT_EQ(proc("P0: schedtick=1 status=0 syscalltick=0 m=nil runqsize=0 gfreecnt=0"), Reading::torn);
}

TEST(ProcLine, KeepsUnknownKeys) {
  ASSERT_EQ(proc("P0: status=0 schedtick=1 syscalltick=0 m=nil runnext=12 runqsize=0 gfreecnt=0"), Reading::whole);
  ASSERT_EQ(g_unknown.size(), 1U);
  EXPECT_EQ(g_unknown[0].first, "runnext");
}

TEST(MachineLine, ReadsEveryDialect) {
  ASSERT_EQ(machine("M2: p=1 curg=12 mallocing=0 throwing=0 gcing=0 locks=0 dying=0 helpgc=0 spinning=1 lockedg=-1"),
            Reading::whole);
  EXPECT_FALSE(g_machine.preemptoff);
  EXPECT_EQ(g_machine.fields.get(MachineField::spinning), 1);
  EXPECT_FALSE(g_machine.fields.printed(MachineField::blocked));
  EXPECT_FALSE(g_machine.fields.get(MachineField::lockedg));
  ASSERT_EQ(
      machine("M3: p=nil curg=nil mallocing=0 throwing=0 preemptoff= locks=32 dying=0 spinning=false blocked=true "
              "lockedg=17"),
      Reading::whole);
  EXPECT_EQ(g_machine.preemptoff, "");
  EXPECT_EQ(g_machine.fields.get(MachineField::blocked), 1);
  EXPECT_EQ(g_machine.fields.get(MachineField::lockedg), 17);
}

TEST(MachineLine, ReadsAPreemptoffWithBlanks) {
  ASSERT_EQ(machine("M0: p=0 curg=4 mallocing=0 throwing=0 preemptoff=GC mark termination locks=1 dying=0 helpgc=0 "
                    "spinning=false blocked=false lockedg=-1"),
            Reading::whole);
  EXPECT_EQ(g_machine.preemptoff, "GC mark termination");
}

TEST(MachineLine, RejectsForeignText) {
  EXPECT_EQ(machine("M10: p=2{\"level\":\"info\"}"), Reading::torn);
  EXPECT_EQ(
      machine("M0: p=0 curg=4 mallocing=0 throwing=0 preemptoff={\"a\"} locks=1 dying=0 spinning=false lockedg=-1"),
      Reading::torn);
  EXPECT_EQ(machine("M0: p=0 curg=4 mallocing=0 throwing=0 locks=1 dying=0 spinning=false blocked=false lockedg=-1"),
            Reading::torn);
}

TEST(GoroutineLine, ReadsReasonsWithParentheses) {
  ASSERT_EQ(goroutine("G17: status=4(timer goroutine (idle)) m=nil lockedm=nil"), Reading::whole);
  EXPECT_EQ(g_g.waitreason, "timer goroutine (idle)");
  EXPECT_FALSE(g_g.m.has_value());
  ASSERT_EQ(goroutine("G1: status=2() m=3 lockedm=3"), Reading::whole);
  EXPECT_EQ(g_g.waitreason, "");
  EXPECT_EQ(g_g.lockedm, OptionalId(3));
}

TEST(GoroutineLine, TakesTheScanBitApart) {
  ASSERT_EQ(goroutine("G4: status=4100(chan receive) m=-1 lockedm=-1"), Reading::whole);
  EXPECT_EQ(g_g.status, 4);
  EXPECT_TRUE(g_g.scan);
}

TEST(GoroutineLine, RejectsForeignText) {
  EXPECT_EQ(goroutine("G1: status=4(semacquire{\"level\":\"info\"}"), Reading::torn);
  EXPECT_EQ(goroutine("G1: status=4(sema{}quire) m=nil lockedm=nil"), Reading::torn);
  EXPECT_EQ(goroutine("G1: status=442(sleep) m=nil lockedm=nil"), Reading::torn);
  EXPECT_EQ(goroutine("G1: status=4(sleep) m=3x lockedm=nil"), Reading::torn);
  EXPECT_EQ(goroutine("G1: status=4(sleep) m=-2 lockedm=nil"), Reading::torn);
}

TEST(GoroutineLine, LeavesWhatFollowsToTheCaller) {
  const std::string line = "G1: status=4(sleep) m=nil lockedm=nil -- main";
  EXPECT_EQ(parse_goroutine(line, g_g, g_unknown).used, line.size() - 8);
}

}  // namespace
}  // namespace schedlitmus::trace
