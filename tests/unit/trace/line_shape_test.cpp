#include "trace/line_shape.hpp"

#include <gtest/gtest.h>

namespace schedlitmus::trace {
namespace {

TEST(LineShape, DropsLineEndsAndColours) {
  EXPECT_EQ(without_line_end("a\r\r\n"), "a");
  EXPECT_EQ(without_line_end("a"), "a");
  EXPECT_EQ(without_colours("\x1b[1;32mSCHED\x1b[0m 5ms"), "SCHED 5ms");
  EXPECT_EQ(without_colours("a\x1b"), "a\x1b");
}

TEST(LineShape, FindsWhereADetailLineBegins) {
  EXPECT_EQ(detail_at_start("  G14: status=4").kind, 'G');
  EXPECT_EQ(detail_at_start("P0: status=1").begin, 0U);
  EXPECT_EQ(detail_at_start("  Going home: late").kind, 0);
  EXPECT_EQ(detail_at_start("G14").kind, 0);
  const std::string_view logged = "2026-01-01T00:00:00Z stderr F   M3: p=1 curg=8";
  EXPECT_EQ(detail_inside(logged).kind, 'M');
  EXPECT_EQ(logged.substr(detail_inside(logged).begin, 3), "M3:");
  EXPECT_EQ(detail_inside("request: status=500").kind, 0);
}

TEST(LineShape, KnowsThePrefixesOfLogs) {
  for (const auto* prefix :
       {"2026-01-01T00:00:00Z stderr F ", "2026-01-01T00:00:00.123456789Z ", "2026-01-01T00:00:00+0100 host unit[12]: ",
        "Nov 22 03:21:09 host unit[123]: ", "Nov  2 03:21:09 host unit[123]: ", "web-1  | ", "[pod/web-5c/app] "})
    EXPECT_TRUE(is_log_prefix(prefix)) << prefix;
  for (const auto* text :
       {"", "progress 97%\r", "2026/11/22 01:59:30 worker 2 handled ", "2026-01-01T00:00:00Z got a "})
    EXPECT_FALSE(is_log_prefix(text)) << text;
}

TEST(LineShape, ComparesPrefixesWithoutTheirNumbers) {
  EXPECT_EQ(shape_of("2026-01-01T00:00:00.5Z stderr F "), shape_of("2027-10-01T01:10:03Z stderr F   "));
  EXPECT_NE(shape_of("a[1]: "), shape_of("b[1]: "));
}

TEST(LineShape, KnowsRemarksAndElisions) {
  EXPECT_TRUE(is_remark(" -- Thread M3 / Processor P0"));
  EXPECT_TRUE(is_remark("   # main"));
  EXPECT_FALSE(is_remark("-- glued"));
  EXPECT_FALSE(is_remark(" else"));
  EXPECT_TRUE(is_elision("  ... "));
  EXPECT_FALSE(is_elision("...done"));
}

TEST(LineShape, KnowsTheEndsOfTornLines) {
  for (const auto* tail : {"14: status=4(sleep) m=nil lockedm=nil", ": status=4(sleep) m=nil lockedm=nil",
                           "sleep) m=nil lockedm=nil", " lockedm=nil", " m=3 runqsize=0 gfreecnt=0 timerslen=0",
                           " timerslen=0", "0 helpgc=0 spinning=false blocked=true lockedg=-1"})
    EXPECT_TRUE(is_detail_tail(tail)) << tail;
  for (const auto* text : {"", "hello", "locked lockedm=yes", "the worker said lockedm=nil", "{\"a\":1}"})
    EXPECT_FALSE(is_detail_tail(text)) << text;
  for (const auto* tail : {" idleprocs=1 threads=5 idlethreads=2 runqueue=0 [0 0]", "0 ] schedticks=[ 1 2 ]",
                           "=0 runqueue=0 [ 0 ] schedticks=[ 9 ]", " stopwait=0 sysmonwait=false"})
    EXPECT_TRUE(is_header_tail(tail)) << tail;
  for (const auto* text : {"", "list: [1 2 3]", "got [x]"}) EXPECT_FALSE(is_header_tail(text)) << text;
}

TEST(LineShape, KnowsAHeaderThatTheEndCutOff) {
  for (const auto* cut : {"SCHED", "SCHED ", "SCHED 12", "SCHED 12ms: gomax"}) EXPECT_TRUE(is_cut_header(cut)) << cut;
  for (const auto* text : {"SCHEDULE", "SCHED 12 of 14", "SCHED now"}) EXPECT_FALSE(is_cut_header(text)) << text;
}

}  // namespace
}  // namespace schedlitmus::trace
