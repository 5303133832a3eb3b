// The trace among other text: the program's own, logs' prefixes, pastes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "trace/reader.hpp"
#include "unit/trace/dialects.hpp"
#include "unit/trace/recorder.hpp"

namespace schedlitmus::trace {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string each_line(std::string_view text, const std::string& before, const std::string& after = "") {
  std::istringstream lines{std::string(text)};
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    result += before;
    result += line;
    result += after + "\n";
  }
  return result;
}

std::string all_dialects() {
  std::string stream;
  for (const auto dialect : dialects::kAll) stream += dialect;
  return stream;
}

TEST(ReaderMixed, HandsOnTheProgramsTextInOrder) {
  const auto got = read_trace("one\n" + std::string(dialects::kSummary14) + "two\n" +
                              std::string(dialects::kDetailed127) + "three\nfour");
  EXPECT_EQ(got.text, "one\ntwo\nthree\nfour");
  EXPECT_THAT(got.samples, SizeIs(2));
}

TEST(ReaderMixed, ReadsAHeaderBehindTextWithoutANewline) {
  const auto got = read_trace("\rprogress 7%\rprogress 8%" + std::string(dialects::kSummary14));
  EXPECT_THAT(got.samples, SizeIs(1));
  EXPECT_EQ(got.text, "\rprogress 7%\rprogress 8%");
}

TEST(ReaderMixed, ReadsAGoroutineBehindTextWithoutANewline) {
  std::string stream(dialects::kDetailed127);
  stream.insert(stream.find("  G2:"), "tick ");
  const auto got = read_trace(stream);
  EXPECT_EQ(got.samples, read_trace(dialects::kDetailed127).samples);
  EXPECT_EQ(got.text, "tick ");
}

TEST(ReaderMixed, LeavesTextAloneThatLooksLikeATrace) {
  const std::string text =
      "SCHED 0ms: queue=web workers=4 idle=1\n"
      "  P0: status=ok handler=/index\n"
      "SCHEDULE 12ms: gomaxprocs\n"
      "2026/01/01 log: captured \"SCHED 12ms: gomaxprocs=8 idleprocs=7 threads=3\" from child\n"
      "{\"Output\":\"SCHED 0ms: gomaxprocs=1 idleprocs=0 threads=4 idlethreads=1 runqueue=0 [0]\\n\"}\n";
  const auto got = read_trace(text + std::string(dialects::kSummary14));
  EXPECT_THAT(got.samples, SizeIs(1));
  EXPECT_EQ(got.text, text);
  EXPECT_EQ(got.health.lost(), 0U);
}

TEST(ReaderMixed, KeepsASampleWholeWithLogLinesBetweenItsLines) {
  const auto got = read_trace(each_line(dialects::kDetailed127, "{\"level\":\"info\"}\n"));
  EXPECT_EQ(got.samples, read_trace(dialects::kDetailed127).samples);
  EXPECT_EQ(got.health.incomplete_samples, 0U);
}

TEST(ReaderMixed, ReadsBehindThePrefixesOfLogs) {
  const auto plain = read_trace(all_dialects());
  for (const auto* prefix : {"2026-01-01T00:00:00Z stderr F ", "2026-01-01T00:00:00.123456789Z ",
                             "Nov 22 03:21:09 host unit[123]: ", "web-1  | ", "[pod/web/app] "}) {
    const auto got = read_trace(each_line(all_dialects(), prefix));
    EXPECT_EQ(got.samples, plain.samples) << prefix;
    EXPECT_EQ(got.text, "") << prefix;
    EXPECT_EQ(got.health.lost(), 0U) << prefix;
  }
}

TEST(ReaderMixed, ReadsWindowsLineEnds) {
  const auto got = read_trace(each_line(all_dialects(), "", "\r"));
  EXPECT_EQ(got.samples, read_trace(all_dialects()).samples);
  EXPECT_EQ(got.text, "");
}

TEST(ReaderMixed, ReadsColouredLines) {
  const auto got = read_trace(each_line(all_dialects(), "\x1b[32m", "\x1b[0m"));
  EXPECT_EQ(got.samples, read_trace(all_dialects()).samples);
  EXPECT_EQ(got.text, "");
}

TEST(ReaderMixed, HandsOnColoursOfTheProgramsText) {
  EXPECT_EQ(read_trace("\x1b[31mred\x1b[0m\n").text, "\x1b[31mred\x1b[0m\n");
}

TEST(ReaderMixed, HandsOnBytesOfAnyKind) {
  std::string text;
  for (int i = 0; i < 256; ++i) text += static_cast<char>(i);
  text += "\n\xff\xfeSCHE\n" + std::string(2, '\0') + "\n";
  EXPECT_EQ(read_trace(text).text, text);
  const auto got = read_trace(std::string(1000, '\0') + std::string(dialects::kSummary14));
  EXPECT_THAT(got.samples, SizeIs(1));
}

TEST(ReaderMixed, PassesLongLinesInPieces) {
  const std::string text = std::string(5U << 20U, 'x') + "\n";
  const auto got = read_trace(text + std::string(dialects::kSummary14), 65536);
  EXPECT_EQ(got.text, text);
  EXPECT_THAT(got.samples, SizeIs(1));
  EXPECT_EQ(got.count(Trouble::line_too_long), 1U);
}

TEST(ReaderMixed, FindsAHeaderBehindALongLineWithoutANewline) {
  for (const std::size_t size : {(1U << 20U) - 200, (1U << 20U) - 3, (3U << 20U) + 17, 5U << 20U}) {
    const std::string text(size, 'S');
    const auto got = read_trace(text + std::string(dialects::kSummary14), 10000);
    EXPECT_THAT(got.samples, SizeIs(1)) << size;
    EXPECT_EQ(got.text, text) << size;
  }
}

TEST(ReaderMixed, ReadsAnArticlesPaste) {
  const auto got = read_trace(
      "SCHED 4028ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0\n"
      "idlethreads=1 runqueue=2 gcwaiting=0 nmidlewait=0 stopwait=0\n"
      "    sysmonwait=0\n"
      "P0: status=1 schedtick=10 syscalltick=0 m=3 runqsize=3 gfreecnt=0\n"
      "P1: status=1 schedtick=10 syscalltick=1 m=2 runqsize=3 gfreecnt=0\n"
      "M3: p=0 curg=4 mallocing=0 throwing=0 gcing=0 locks=0 dying=0 helpgc=0\n"
      "spinning=0 blocked=0 lockedg=-1 -- Thread M3 / Processor P0\n"
      "...\n"
      "G4: status=2(sleep) m=3 lockedm=-1\n"
      "...\n");
  ASSERT_THAT(got.samples, SizeIs(1));
  EXPECT_THAT(got.samples[0], HasSubstr("nmidlelocked=0 stopwait=0 sysmonwait=0 local=3,3 ticks=10,10"));
  EXPECT_THAT(got.samples[0], HasSubstr("incomplete\n"));
  EXPECT_THAT(got.samples[0], HasSubstr("M3 p=0 curg=4"));
  EXPECT_EQ(got.health.lost(), 0U);
}

TEST(ReaderMixed, ReadsAFoldedSummary) {
  const std::string line =
      "SCHED 2006ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0 idlethreads=1 runqueue=0 [4 4]\n";
  const auto folded = [&](std::string_view at, std::string_view with) {
    auto text = line;
    return text.replace(text.find(at), at.size(), with);
  };
  for (const auto& text : {folded(" spinning", "\nspinning"), folded(" spinning", " \nspinning"),
                           folded("spinningthreads", "spinningt\nhreads"), folded("4 4", "4\n4"),
                           folded(" threads", "\n  threads"), folded(" [4 4]", "\n  [4 4]")}) {
    EXPECT_THAT(read_trace(text).samples,
                ElementsAre("2006ms gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0 idlethreads=1 runqueue=0 "
                            "local=4,4 summary"))
        << text;
  }
}

TEST(ReaderMixed, DoesNotTakeATornHeaderForAFoldedOne) {
  for (const auto* torn :
       {// The program wrote "4" and a newline behind threads=1.
        "SCHED 6ms: gomaxprocs=2 idleprocs=0 threads=14\n spinningthreads=0 idlethreads=1 runqueue=0 [4 4]\n",
        "SCHED 6ms: gomaxprocs=2 idleprocs=0 threads=4\n1 spinningthreads=0 idlethreads=1 runqueue=0 [4 4]\n",
        "SCHED 6ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0 idlethreads=1 runqueue=0 [4 47\n]\n"}) {
    const auto got = read_trace(torn);
    EXPECT_THAT(got.samples, IsEmpty()) << torn;
    EXPECT_EQ(got.health.lost(), 1U) << torn;
  }
}

TEST(ReaderMixed, DropsRemarks) {
  const auto got = read_trace(each_line(dialects::kDetailed127, "", "   -- look here"));
  EXPECT_EQ(got.samples, read_trace(dialects::kDetailed127).samples);
  EXPECT_GE(got.count(Trouble::repaired_line), 8U);
}

TEST(ReaderMixed, ReportsATimeThatRunsBackwards) {
  const auto got = read_trace(std::string(dialects::kSummary12) +
                              "SCHED 5ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=1 runqueue=5 [4 0]\n");
  EXPECT_EQ(got.count(Trouble::time_backwards), 1U);
  EXPECT_EQ(got.count(Trouble::second_process), 0U) << "a restart";
}

TEST(ReaderMixed, ReportsASecondProcess) {
  std::string stream;
  for (int i = 0; i < 5; ++i) {
    const auto parent = std::to_string(i * 100);
    const auto child = std::to_string(i * 100 + 2);
    stream += "SCHED " + parent + "ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=1 runqueue=0 [0 0]\n";
    stream += "SCHED " + child + "ms: gomaxprocs=1 idleprocs=0 threads=3 idlethreads=1 runqueue=0 [0]\n";
  }
  const auto got = read_trace(stream);
  EXPECT_EQ(got.count(Trouble::second_process), 8U);
  EXPECT_EQ(got.count(Trouble::time_backwards), 0U);
}

TEST(ReaderMixed, ReportsASecondProcessByItsSchedticks) {
  std::string stream;
  for (int i = 0; i < 4; ++i) {
    for (const int base : {100, 10}) {
      stream += "SCHED " + std::to_string(i * 100) + "ms: gomaxprocs=1 idleprocs=0 threads=3 spinningthreads=0 " +
                "needspinning=0 idlethreads=1 runqueue=0 [ 0 ] schedticks=[ " + std::to_string(base + i) + " ]\n";
    }
  }
  EXPECT_GE(read_trace(stream).count(Trouble::second_process), 4U);
}

TEST(ReaderMixed, HandsOnPanicsAndDumps) {
  const std::string dump =
      "panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:45 +0x13f2\nexit status 2\n"
      "gc 1 @0.004s 14%: 5.3+8.0+0.048 ms clock, 10+2.6/2.3/0.18+0.097 ms cpu, 3->7->7 MB, 4 MB goal, 2 P\n";
  const auto got = read_trace(std::string(dialects::kDetailed127) + dump);
  EXPECT_EQ(got.text, dump);
  EXPECT_EQ(got.samples, read_trace(dialects::kDetailed127).samples);
}

}  // namespace
}  // namespace schedlitmus::trace
