// Torn, cut and missing: what is lost is counted, and never becomes a sample.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "trace/reader.hpp"
#include "unit/trace/dialects.hpp"
#include "unit/trace/recorder.hpp"
#include "unit/trace/writes.hpp"

namespace schedlitmus::trace {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result(text);
  const auto at = result.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return result.replace(at, from.size(), to);
}

constexpr std::string_view kNext =
    "SCHED 513ms: gomaxprocs=2 idleprocs=2 threads=4 spinningthreads=0 needspinning=0 idlethreads=2 runqueue=0 [ 0 0 ] "
    "schedticks=[ 20 19 ]\n";

TEST(ReaderDamage, RejectsGluedDigits) {
  const auto got = read_trace(
      "SCHED 1502ms: gomaxprocs=42026/11/22 01:59:35 worker 0 handled request 1766\n"
      " idleprocs=4 threads=6 spinningthreads=0 needspinning=0 idlethreads=4 runqueue=0 [ 0 0 0 0 ] schedticks=[ 1 2 3 "
      "4 ]\n");
  EXPECT_THAT(got.samples, IsEmpty());
  EXPECT_EQ(got.count(Trouble::torn_header), 1U);
  EXPECT_EQ(got.health.lost(), 1U);
  EXPECT_EQ(got.text, "42026/11/22 01:59:35 worker 0 handled request 1766\n");
}

TEST(ReaderDamage, CountsALineTornBehindItsIdThoughNeitherPartStandsAlone) {
  const std::string head =
      "SCHED 17ms: gomaxprocs=1 idleprocs=0 threads=1 spinningthreads=0 idlethreads=0 runqueue=0 gcwaiting=0 "
      "nmidlelocked=0 stopwait=0 sysmonwait=0\n"
      "  P0: status=1 schedtick=1 syscalltick=0 m=0 runqsize=0 gfreecnt=0\n"
      "  M0: p=0 curg=1 mallocing=0 throwing=0 preemptoff= locks=0 dying=0 helpgc=0 spinning=false blocked=false "
      "lockedg=-1\n"
      "  G1: status=2() m=0 lockedm=-1\n";
  const std::string next = "  G5: status=4(sleep) m=-1 lockedm=-1\n";
  const auto torn = read_trace(head + "  G4{\"level\":\"info\"}\n: status=1(sleep) m=3 lockedm=1[17] hello\n" + next);
  ASSERT_THAT(torn.samples, SizeIs(1));
  EXPECT_THAT(torn.samples[0], HasSubstr(" incomplete"));
  EXPECT_EQ(torn.count(Trouble::torn_line), 1U);
  // The program's own words about a G4 are no damage.
  const auto whole = read_trace(head + "  G4 is nobody's\nPOST /4: code: status=4(OK)\n" + next);
  ASSERT_THAT(whole.samples, SizeIs(1));
  EXPECT_EQ(whole.count(Trouble::torn_line), 0U);
}

TEST(ReaderDamage, CountsAHeaderTornBeforeItsTimeOnce) {
  const auto got = read_trace(
      "SCHED 2026/11/22 01:59:30 worker 0 handled request 225\n"
      "76ms: gomaxprocs=2 idleprocs=0 threads=6 idlethreads=1 runqueue=0 [0 0]\n" +
      std::string(kNext));
  EXPECT_THAT(got.samples, SizeIs(1));
  EXPECT_EQ(got.count(Trouble::torn_header), 1U);
}

TEST(ReaderDamage, CountsEachHeaderWhereTwoProcessesTear) {
  const auto got = read_trace(
      "SCHED SCHED 273ms: gomaxprocs=2 idleprocs=2 threads=4 idlethreads=2 runqueue=0 [0 0]\n"
      "274ms: gomaxprocs=2 idleprocs=2 threads=4 idlethreads=1 runqueue=0 [0 0]\n");
  ASSERT_THAT(got.samples, SizeIs(1));
  EXPECT_THAT(got.samples[0], HasSubstr("273ms"));
  EXPECT_EQ(got.count(Trouble::torn_header), 1U);
  EXPECT_EQ(got.count(Trouble::second_process), 1U);
  EXPECT_EQ(got.text, "");
}

TEST(ReaderDamage, ReadsAWholeHeaderBehindATornOne) {
  const auto got = read_trace("SCHED 5ms: gomaxprocs=2 idlepr" + std::string(kNext));
  ASSERT_THAT(got.samples, SizeIs(1));
  EXPECT_THAT(got.samples[0], HasSubstr("513ms"));
  EXPECT_EQ(got.count(Trouble::torn_header), 1U);
}

TEST(ReaderDamage, RejectsAListOfAnotherLength) {
  const auto got = read_trace("SCHED 5ms: gomaxprocs=4 idleprocs=0 threads=3 idlethreads=0 runqueue=0 [0 0]\n");
  EXPECT_THAT(got.samples, IsEmpty());
  EXPECT_EQ(got.count(Trouble::list_length), 1U);
  EXPECT_EQ(got.health.lost(), 1U);
}

TEST(ReaderDamage, RejectsNumbersBeyond64Bits) {
  const auto got =
      read_trace("SCHED 5ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=0 runqueue=123456789012345678901 [0 0]\n");
  EXPECT_THAT(got.samples, IsEmpty());
  EXPECT_EQ(got.count(Trouble::number_overflow), 1U);
  EXPECT_EQ(got.health.lost(), 1U);
}

TEST(ReaderDamage, RejectsTextBehindASummary) {
  const auto got = read_trace("SCHED 5ms: gomaxprocs=1 idleprocs=0 threads=3 idlethreads=0 runqueue=0 [0] and more\n");
  EXPECT_THAT(got.samples, IsEmpty());
  EXPECT_EQ(got.count(Trouble::torn_header), 1U);
}

TEST(ReaderDamage, TakesTheLinesOfALostSampleAway) {
  const auto got = read_trace(replaced(dialects::kDetailed127, "threads=2", "threads={}\n2"));
  EXPECT_THAT(got.samples, IsEmpty());
  EXPECT_EQ(got.count(Trouble::torn_header), 1U);
  EXPECT_THAT(got.text, Not(HasSubstr("G16")));
}

TEST(ReaderDamage, KeepsASampleWithATornP) {
  const auto got = read_trace(replaced(dialects::kDetailed127, "runqsize=5", "runqsize=log\n5"));
  ASSERT_THAT(got.samples, SizeIs(1));
  EXPECT_THAT(got.samples[0], HasSubstr("detailed incomplete goroutines-whole"));
  EXPECT_THAT(got.samples[0], Not(HasSubstr("local=")));
  EXPECT_EQ(got.count(Trouble::torn_line), 1U);
  EXPECT_EQ(got.count(Trouble::missing_lines), 1U);
  EXPECT_EQ(got.text, "log\n");
}

TEST(ReaderDamage, KeepsASampleWithATornG) {
  const auto got = read_trace(replaced(dialects::kDetailed127, "status=4(GOMAX", "status=4(log\nGOMAX"));
  ASSERT_THAT(got.samples, SizeIs(1));
  EXPECT_THAT(got.samples[0], HasSubstr("local=2,5 ticks=18,15 detailed incomplete\n"));
  EXPECT_EQ(got.count(Trouble::torn_line), 1U);
}

TEST(ReaderDamage, SeesATornGByWhatIsLeftOfIt) {
  const auto got = read_trace(replaced(dialects::kDetailed127, "  G2: ", "  Glog\n2: "));
  ASSERT_THAT(got.samples, SizeIs(1));
  EXPECT_THAT(got.samples[0], HasSubstr("incomplete\n"));
  EXPECT_EQ(got.count(Trouble::torn_line), 1U);
}

TEST(ReaderDamage, KeepsASampleWithoutItsMs) {
  const auto got = read_trace(replaced(dialects::kDetailed127, "threads=2", "threads=3"));
  ASSERT_THAT(got.samples, SizeIs(1));
  EXPECT_THAT(got.samples[0], HasSubstr("local=2,5 ticks=18,15 detailed incomplete goroutines-whole"));
  EXPECT_EQ(got.count(Trouble::missing_lines), 1U);
  EXPECT_EQ(got.health.incomplete_samples, 1U);
}

TEST(ReaderDamage, RepairsALineThatEndsWithNil) {
  const auto got = read_trace(replaced(dialects::kDetailed127, "(sync.WaitGroup.Wait) m=nil lockedm=nil",
                                       "(sync.WaitGroup.Wait) m=nil lockedm=nillog line\n"));
  ASSERT_THAT(got.samples, SizeIs(1));
  EXPECT_THAT(got.samples[0], HasSubstr("detailed goroutines-whole"));
  EXPECT_EQ(got.count(Trouble::repaired_line), 1U);
  EXPECT_EQ(got.text, "log line\n");
}

TEST(ReaderDamage, RepairsADetailedHeaderThatEndsWithItsFlag) {
  const auto got = read_trace(replaced(dialects::kDetailed127, "sysmonwait=false", "sysmonwait=false2026/11/22 log\n"));
  ASSERT_THAT(got.samples, SizeIs(1));
  EXPECT_THAT(got.samples[0], HasSubstr("detailed goroutines-whole"));
  EXPECT_EQ(got.count(Trouble::repaired_line), 1U);
  EXPECT_EQ(got.text, "2026/11/22 log\n");
}

TEST(ReaderDamage, DoubtsALineThatABareNumberFollows) {
  const auto got = read_trace(replaced(dialects::kDetailed127, "timerslen=0\n", "timerslen=4\n0\n"));
  ASSERT_THAT(got.samples, SizeIs(1));
  EXPECT_THAT(got.samples[0], HasSubstr("detailed incomplete goroutines-whole"));
  EXPECT_EQ(got.count(Trouble::torn_line), 1U);
}

TEST(ReaderDamage, DoesNotBelieveAHeaderWithTextAndWithoutPs) {
  const auto got = read_trace(
      "SCHED 5ms: gomaxprocs=1 idleprocs=0 threads=3 idlethreads=0 runqueue=0 gcwaiting=0 "
      "nmidlelocked=0 stopwait=0 sysmonwait=0 is what I saw\n");
  EXPECT_THAT(got.samples, IsEmpty());
  EXPECT_EQ(got.count(Trouble::torn_header), 1U);
}

TEST(ReaderDamage, CountsACutHeaderAtTheEnd) {
  for (std::size_t size = 5; size < dialects::kSummary125.size() - 2; ++size) {
    const auto got = read_trace(dialects::kSummary125.substr(0, size));
    ASSERT_THAT(got.samples, IsEmpty()) << size;
    ASSERT_EQ(got.count(Trouble::truncated_end), 1U) << size;
    ASSERT_EQ(got.health.lost(), 1U) << size;
  }
}

TEST(ReaderDamage, KeepsACutSampleAsIncomplete) {
  const auto header = dialects::kDetailed127.find('\n') + 1;
  for (std::size_t size = header; size < dialects::kDetailed127.size() - 1; ++size) {
    const auto cut = dialects::kDetailed127.substr(0, size);
    const auto got = read_trace(cut);
    ASSERT_THAT(got.samples, SizeIs(1)) << cut;
    ASSERT_EQ(got.health.lost(), 0U) << cut;
    // Behind a whole G line nothing tells that more should come.
    if (cut.ends_with("lockedm=nil") || cut.ends_with("lockedm=nil\n")) continue;
    ASSERT_THAT(got.samples[0], HasSubstr("incomplete")) << cut;
  }
}

TEST(ReaderDamage, MissesGoroutinesThatWereThereBefore) {
  std::string stream(dialects::kDetailed127);
  stream += dialects::kDetailed127.substr(0, dialects::kDetailed127.rfind("  G16"));
  const auto got = read_trace(stream);
  ASSERT_THAT(got.samples, SizeIs(2));
  EXPECT_THAT(got.samples[1], HasSubstr("incomplete\n"));
  EXPECT_EQ(got.count(Trouble::missing_lines), 1U);
}

TEST(ReaderDamage, CountsLinesWithoutTheirHeader) {
  const auto got = read_trace(dialects::kDetailed127.substr(dialects::kDetailed127.find("  M1")));
  EXPECT_THAT(got.samples, IsEmpty());
  EXPECT_EQ(got.health.lost(), 1U);
  EXPECT_EQ(got.text, "");
}

TEST(ReaderDamage, SaysWhereItWasAndGivesAnExample) {
  const auto got = read_trace("one\ntwo\nSCHED 5ms: gomaxprocs=2 idle!\n");
  EXPECT_EQ(got.health.of(Trouble::torn_header).first_line, 3U);
  EXPECT_THAT(got.health.of(Trouble::torn_header).example, HasSubstr("idle!"));
}

TEST(ReaderDamage, DoesNotCountMixedLinesOfTwoProcessesAsOneSample) {
  // The second process's M and G lines come after its own header; the first
  // one's rest comes among them.
  const auto first = dialects::kDetailed127.substr(0, dialects::kDetailed127.find("  G16"));
  const auto rest = dialects::kDetailed127.substr(dialects::kDetailed127.find("  G16"));
  const auto header = dialects::kDetailed19.substr(0, dialects::kDetailed19.find("  M0"));
  const auto lines = dialects::kDetailed19.substr(dialects::kDetailed19.find("  M0"));
  const auto got = read_trace(std::string(first) + std::string(header) + std::string(rest) + std::string(lines));
  ASSERT_THAT(got.samples, SizeIs(2));
  EXPECT_THAT(got.samples[1], HasSubstr("incomplete\n"));
  EXPECT_GE(got.count(Trouble::second_process), 1U);
}

/// Whether each sample that claims to be complete is one that was printed.
bool only_right_ones(const Recording& got, const std::vector<std::string>& printed) {
  return std::ranges::all_of(got.samples, [&](const std::string& sample) {
    return sample.find(" incomplete") != std::string::npos || std::ranges::find(printed, sample) != printed.end();
  });
}

class TextBetweenWrites : public testing::TestWithParam<const char*> {};

TEST_P(TextBetweenWrites, NeverMakesAWrongSampleAndEveryLossCounts) {
  for (const auto dialect : dialects::kAll) {
    const auto stream = std::string(dialect) + std::string(kNext);
    const auto printed = read_trace(stream).samples;
    int tried = 0;
    for (std::size_t at = 0; at <= stream.size(); ++at) {
      if (!is_between_writes(stream, at)) continue;
      ++tried;
      auto torn = stream;
      const auto got = read_trace(torn.insert(at, GetParam()));
      ASSERT_TRUE(only_right_ones(got, printed)) << torn;
      ASSERT_EQ(got.samples.size() + got.health.lost(), printed.size()) << torn;
    }
    EXPECT_GT(tried, 30);
  }
}

INSTANTIATE_TEST_SUITE_P(ReaderDamage, TextBetweenWrites,
                         testing::Values("2026/11/22 01:59:35 worker 0 handled request 1766\n",
                                         "{\"level\":\"info\"}\n", "log line\n", "{no newline} ", "\n", "4\n", "x=1\n",
                                         "7 up\n", "-1\n", "nil\n", "true\n", "] \n", "\r", "  G7: \n"));

}  // namespace
}  // namespace schedlitmus::trace
