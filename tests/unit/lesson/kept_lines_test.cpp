#include "lesson/kept_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace schedlitmus::lesson {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

constexpr std::string_view kDetailed =
    "SCHED 0ms: gomaxprocs=1 idleprocs=0 threads=2 idlethreads=0 runqueue=0 gcwaiting=0 nmidlelocked=0 stopwait=0 "
    "sysmonwait=0\n"
    "  P0: status=1 schedtick=4 syscalltick=0 m=0 runqsize=0 gfreecnt=0\n"
    "  M0: p=0 curg=33 mallocing=0 throwing=0 preemptoff= locks=0 dying=0 helpgc=0 spinning=false blocked=false "
    "lockedg=18\n"
    "  G1: status=4(semacquire) m=-1 lockedm=-1\n"
    "  G18: status=1() m=-1 lockedm=-1\n"
    "  G33: status=2() m=0 lockedm=-1\n"
    "words of the program\n"
    "SCHED 25ms: gomaxprocs=1 idleprocs=0 threads=2 idlethreads=0 runqueue=0 gcwaiting=0\n";

TEST(KeptLines, FindsEachSamplesOwnLines) {
  const auto samples = sample_lines(kDetailed);
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_EQ(samples[0].time, Millis(0));
  EXPECT_THAT(samples[0].text, testing::EndsWith("  G33: status=2() m=0 lockedm=-1\n"));
  EXPECT_EQ(samples[1].time, Millis(25));
}

TEST(KeptLines, TextOfTheProgramIsNoSample) {
  EXPECT_TRUE(sample_lines("SCHED: hello\nSCHED 3 ms\nG1: no header\nSCHED 4ms\n").empty());
}

TEST(KeptLines, ChoosesSamplesFromATimeOn) {
  std::vector<SampleLines> samples;
  for (const int time : {0, 25, 50, 76, 100, 126}) samples.push_back({Millis(time), ""});
  EXPECT_THAT(from_time(samples, Millis(25), Millis(50), 3),
              ElementsAre(Field(&SampleLines::time, Millis(25)), Field(&SampleLines::time, Millis(76)),
                          Field(&SampleLines::time, Millis(126))));
  EXPECT_THAT(from_time(samples, Millis(30), Millis(0), 3), ElementsAre());
  EXPECT_EQ(from_time(samples, Millis(0), Millis(0), 2).size(), 2U);
}

TEST(KeptLines, TakesThoseWhoseQueuesChanged) {
  const auto samples = sample_lines(
      "SCHED 0ms: a=1 runqueue=0 [4 4]\nSCHED 1ms: a=2 runqueue=0 [4 4]\nSCHED 2ms: a=2 runqueue=1 [4 3]\n"
      "SCHED 3ms: runqueue=1 gcwaiting=0\n  P0: m=1 runqsize=3 gfreecnt=0\n"
      "SCHED 4ms: runqueue=1 gcwaiting=0\n  P0: m=2 runqsize=3 gfreecnt=1\n");
  EXPECT_THAT(with_changed_queues(samples),
              ElementsAre(Field(&SampleLines::time, Millis(0)), Field(&SampleLines::time, Millis(2)),
                          Field(&SampleLines::time, Millis(3))));
}

TEST(GoroutineNames, NumbersInTheOrderOfTheLines) {
  GoroutineNames names;
  const auto text = names.renamed(sample_lines(kDetailed)[0].text);
  EXPECT_THAT(text, HasSubstr("curg=3 "));
  EXPECT_THAT(text, HasSubstr("lockedg=2\n"));
  EXPECT_THAT(text, HasSubstr("  G1: status=4(semacquire)"));
  EXPECT_THAT(text, HasSubstr("  G2: status=1()"));
  EXPECT_THAT(text, HasSubstr("  G3: status=2() m=0"));
  EXPECT_THAT(names.renamed("  G33: status=4(G9 curg=9)\n"), "  G3: status=4(G9 curg=9)\n")
      << "the same in all samples";
}

TEST(KeptLines, RoundsTheTimeOfTheHeader) {
  EXPECT_EQ(with_rounded_time("SCHED 304ms: x=304ms\n", Millis(10)), "SCHED 300ms: x=304ms\n");
  EXPECT_EQ(with_rounded_time("SCHED 305ms: x\n", Millis(10)), "SCHED 310ms: x\n");
  EXPECT_EQ(with_rounded_time("SCHED 305ms: x\n", Millis(0)), "SCHED 305ms: x\n");
}

TEST(KeptLines, CutsLongTexts) {
  EXPECT_EQ(first_lines("a\nb\nc\n", 2), "a\nb\n...\n");
  EXPECT_EQ(first_lines("a\nb\n", 2), "a\nb\n");
  EXPECT_EQ(first_lines("a\nb\n", 0), "a\nb\n");
}

TEST(KeptLines, DrawsAndExplainsRenamedLines) {
  GoroutineNames names;
  auto samples = sample_lines(kDetailed);
  samples.resize(1);
  samples[0].text = names.renamed(samples[0].text);
  EXPECT_THAT(picture_of(samples[0].text, trace::PictureFor::page), HasSubstr(">G3<"));
  EXPECT_THAT(film_of(samples, trace::PictureFor::page), HasSubstr(">0 ms<"));
  EXPECT_THAT(words_of(samples, trace::NarrationStyle::markdown, false),
              HasSubstr("**P0** runs on **M0**, which runs **G3**"));
}

}  // namespace
}  // namespace schedlitmus::lesson
