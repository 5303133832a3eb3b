#include "trace/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/trace/dialects.hpp"
#include "unit/trace/recorder.hpp"

namespace schedlitmus::trace {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Reader, ReadsASummaryOf12) {
  EXPECT_THAT(read_trace(dialects::kSummary12).samples,
              ElementsAre("1009ms gomaxprocs=2 idleprocs=0 threads=3 idlethreads=1 runqueue=5 local=4,0 summary"));
}

TEST(Reader, ReadsASummaryOf14) {
  EXPECT_THAT(read_trace(dialects::kSummary14).samples,
              ElementsAre("0ms gomaxprocs=2 idleprocs=1 threads=3 spinningthreads=0 idlethreads=1 runqueue=0 "
                          "local=0,0 summary"));
}

TEST(Reader, ReadsASummaryOf125) {
  EXPECT_THAT(read_trace(dialects::kSummary125).samples,
              ElementsAre("106ms gomaxprocs=2 idleprocs=2 threads=4 spinningthreads=0 needspinning=0 idlethreads=2 "
                          "runqueue=0 local=0,3 ticks=6,9 summary"));
}

TEST(Reader, ReadsADetailedSampleOf12) {
  EXPECT_THAT(
      read_trace(dialects::kDetailed12).samples,
      ElementsAre(
          "105ms gomaxprocs=2 idleprocs=0 threads=3 idlethreads=0 runqueue=1 gcwaiting=0 nmidlelocked=0 "
          "nmspinning=1 stopwait=0 sysmonwait=0 local=4,0 ticks=6,2 detailed goroutines-whole\n"
          " P0 status=1 schedtick=6 syscalltick=0 m=0 runqsize=4 gfreecnt=0\n"
          " P1 status=1 schedtick=2 syscalltick=1 m=2 runqsize=0 gfreecnt=0\n"
          " M2 p=1 curg=12 mallocing=0 throwing=0 gcing=0 locks=0 dying=0 helpgc=0 spinning=1 lockedg=none\n"
          " M1 p=none curg=none mallocing=0 throwing=0 gcing=0 locks=1 dying=0 helpgc=0 spinning=0 lockedg=none\n"
          " M0 p=0 curg=3 mallocing=0 throwing=0 gcing=0 locks=0 dying=0 helpgc=0 spinning=0 lockedg=none\n"
          " G1 status=4 (semacquire) m=none lockedm=none\n"
          " G3 status=2 (sleep) m=0 lockedm=none"));
}

TEST(Reader, ReadsADetailedSampleOf19) {
  EXPECT_THAT(
      read_trace(dialects::kDetailed19).samples,
      ElementsAre("0ms gomaxprocs=1 idleprocs=1 threads=1 spinningthreads=0 idlethreads=0 runqueue=0 gcwaiting=0 "
                  "nmidlelocked=-1 stopwait=0 sysmonwait=0 local=0 ticks=6 detailed goroutines-whole\n"
                  " P0 status=0 schedtick=6 syscalltick=3 m=none runqsize=0 gfreecnt=9\n"
                  " M0 p=none curg=4 mallocing=0 throwing=0 locks=1 dying=0 helpgc=0 spinning=0 blocked=1 lockedg=none "
                  "preemptoff=GC mark termination\n"
                  " G4 status=3+scan (timer goroutine (idle)) m=0 lockedm=none\n"
                  " G18 status=6 () m=none lockedm=none"));
}

TEST(Reader, ReadsADetailedSampleOf127) {
  EXPECT_THAT(
      read_trace(dialects::kDetailed127).samples,
      ElementsAre("413ms gomaxprocs=2 idleprocs=0 threads=2 spinningthreads=0 needspinning=1 idlethreads=1 runqueue=3 "
                  "gcwaiting=1 nmidlelocked=0 stopwait=1 sysmonwait=0 local=2,5 ticks=18,15 detailed goroutines-whole\n"
                  " P0 status=1 schedtick=18 syscalltick=6 m=0 runqsize=2 gfreecnt=0 timerslen=0\n"
                  " P1 status=3 schedtick=15 syscalltick=5 m=none runqsize=5 gfreecnt=0 timerslen=7\n"
                  " M1 p=none curg=none mallocing=0 throwing=0 locks=32 dying=0 spinning=0 blocked=1 lockedg=none "
                  "preemptoff=\n"
                  " M0 p=0 curg=16 mallocing=0 throwing=0 locks=0 dying=0 spinning=0 blocked=0 lockedg=16 preemptoff=\n"
                  " G1 status=4 (sync.WaitGroup.Wait) m=none lockedm=none\n"
                  " G2 status=4 (GOMAXPROCS updater (idle)) m=none lockedm=none\n"
                  " G16 status=2 () m=0 lockedm=0"));
}

TEST(Reader, FindsNothingWrongWithAnyDialect) {
  for (const auto dialect : dialects::kAll) {
    const auto got = read_trace(dialect);
    EXPECT_EQ(got.health.samples, 1U);
    EXPECT_EQ(got.text, "");
    for (std::size_t i = 0; i < kTroubles; ++i)
      EXPECT_EQ(got.count(static_cast<Trouble>(i)), 0U) << name_of(static_cast<Trouble>(i)) << '\n' << dialect;
  }
}

TEST(Reader, GivesTheSameForEveryChunkSize) {
  std::string stream = "starting\n";
  for (const auto dialect : dialects::kAll) stream += std::string(dialect) + "log line\r\nno end ";
  stream += "SCHED 1502ms: gomaxprocs=42026/11/22 01:59:35 worker\n idleprocs=1\n";
  stream += dialects::kDetailed127;
  const auto whole = read_trace(stream);
  ASSERT_THAT(whole.samples, SizeIs(9));
  for (std::size_t chunk = 1; chunk <= 700; ++chunk) {
    const auto got = read_trace(stream, chunk);
    ASSERT_EQ(got.samples, whole.samples) << chunk;
    ASSERT_EQ(got.text, whole.text) << chunk;
    ASSERT_EQ(got.health.lines, whole.health.lines) << chunk;
    ASSERT_EQ(got.health.lost(), whole.health.lost()) << chunk;
  }
}

TEST(Reader, DeliversASummaryAtItsNewline) {
  Recorder recorder;
  Reader reader(recorder);
  reader.feed(dialects::kSummary14.substr(0, dialects::kSummary14.size() - 1));
  EXPECT_THAT(recorder.samples, IsEmpty());
  reader.feed("\n");
  EXPECT_THAT(recorder.samples, SizeIs(1));
}

TEST(Reader, DeliversADetailedSampleWhenTheNextBegins) {
  Recorder recorder;
  Reader reader(recorder);
  reader.feed(dialects::kDetailed127);
  EXPECT_THAT(recorder.samples, IsEmpty());
  reader.feed(dialects::kSummary125);
  EXPECT_THAT(recorder.samples, SizeIs(2));
}

TEST(Reader, ReadsThousandsOfGoroutinesOverChunks) {
  std::string stream(dialects::kDetailed127);
  for (int i = 100; i < 20000; ++i)
    stream += "  G" + std::to_string(i) + ": status=4(" + (i % 3 == 0 ? "IO wait" : "select (no cases)") +
              ") m=nil lockedm=nil\n";
  const auto whole = read_trace(stream);
  ASSERT_THAT(whole.samples, SizeIs(1));
  EXPECT_THAT(whole.samples[0], HasSubstr("\n G19999 status=4 (select (no cases)) m=none lockedm=none"));
  EXPECT_EQ(read_trace(stream, 4096).samples, whole.samples);
  EXPECT_EQ(read_trace(stream, 100).samples, whole.samples);
}

TEST(Reader, ReadsATraceWithoutItsLastNewline) {
  const auto got = read_trace(dialects::kDetailed127.substr(0, dialects::kDetailed127.size() - 1));
  EXPECT_EQ(got.count(Trouble::truncated_end), 1U) << "its last number may lack a digit";
  const auto summary = read_trace(dialects::kSummary125.substr(0, dialects::kSummary125.size() - 1));
  EXPECT_THAT(summary.samples, SizeIs(1));
  EXPECT_EQ(summary.count(Trouble::truncated_end), 0U);
}

TEST(Reader, KeepsUnknownKeysAsExtraFields) {
  const auto got = read_trace(
      "SCHED 5ms: gomaxprocs=1 idleprocs=0 threads=1 idlethreads=0 steals=4 runqueue=0 gcwaiting=0 nmidlelocked=0 "
      "stopwait=0 sysmonwait=0\n"
      "  P0: status=0 schedtick=1 syscalltick=0 m=nil runnext=7 runqsize=0 gfreecnt=0\n"
      "  M0: p=nil curg=nil mallocing=0 throwing=0 preemptoff= locks=1 dying=0 spinning=false lockedg=nil mood=3\n"
      "  G1: status=4(sleep) m=nil lockedm=nil age=9\n");
  ASSERT_THAT(got.samples, SizeIs(1));
  EXPECT_THAT(got.samples[0], HasSubstr("\n S0 steals=4\n P0 runnext=7\n M0 mood=3\n G1 age=9"));
  EXPECT_EQ(got.count(Trouble::unknown_key), 4U);
  EXPECT_EQ(got.health.incomplete_samples, 0U);
}

TEST(Reader, CountsBytesLinesAndSamples) {
  const std::string stream = std::string(dialects::kSummary12) + "text\n" + std::string(dialects::kSummary14);
  const auto health = read_trace(stream).health;
  EXPECT_EQ(health.bytes, stream.size());
  EXPECT_EQ(health.lines, 3U);
  EXPECT_EQ(health.samples, 2U);
}

TEST(Reader, SurvivesAnEmptyStream) {
  const auto got = read_trace("");
  EXPECT_THAT(got.samples, IsEmpty());
  EXPECT_EQ(got.health.lines, 0U);
}

}  // namespace
}  // namespace schedlitmus::trace
