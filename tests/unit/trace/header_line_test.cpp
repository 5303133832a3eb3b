#include "trace/header_line.hpp"

#include <gtest/gtest.h>

#include "unit/trace/dialects.hpp"

namespace schedlitmus::trace {
namespace {

HeaderLine g_line;

Reading read(std::string_view text) { return parse_header(text, g_line).reading; }

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

TEST(HeaderLineTest, ReadsEveryDialectToItsEnd) {
  for (const auto dialect : dialects::kAll) {
    const auto line = first_line(dialect);
    HeaderLine header;
    const auto reading = parse_header(line, header);
    EXPECT_EQ(reading.reading, Reading::whole) << line;
    EXPECT_EQ(reading.used, line.size()) << line;
  }
}

TEST(HeaderLineTest, TakesEveryProperBeginningForCut) {
  for (const auto dialect : dialects::kAll) {
    const auto line = first_line(dialect);
    for (std::size_t size = 0; size < line.size(); ++size) {
      const auto reading = read(line.substr(0, size));
      EXPECT_EQ(reading, Reading::cut) << line.substr(0, size);
    }
  }
}

TEST(HeaderLineTest, KeepsAbsentFieldsAbsent) {
  ASSERT_EQ(read(first_line(dialects::kSummary12)), Reading::whole);
  EXPECT_FALSE(g_line.header.printed(HeaderField::spinningthreads));
  EXPECT_FALSE(g_line.header.printed(HeaderField::gcwaiting));
  EXPECT_EQ(g_line.time, Millis(1009));
  EXPECT_EQ(g_line.local, (std::vector<std::int64_t>{4, 0}));
  EXPECT_TRUE(g_line.schedticks.empty());
}

TEST(HeaderLineTest, ReadsSchedticks) {
  ASSERT_EQ(read(first_line(dialects::kSummary125)), Reading::whole);
  EXPECT_EQ(g_line.schedticks, (std::vector<std::int64_t>{6, 9}));
}

TEST(HeaderLineTest, ReadsFlagsAsNumbersAndAsWords) {
  ASSERT_EQ(read(first_line(dialects::kDetailed127)), Reading::whole);
  EXPECT_EQ(g_line.header.get(HeaderField::gcwaiting), 1);
  EXPECT_EQ(g_line.header.get(HeaderField::sysmonwait), 0);
  ASSERT_EQ(read(first_line(dialects::kDetailed19)), Reading::whole);
  EXPECT_EQ(g_line.header.get(HeaderField::gcwaiting), 0);
  EXPECT_EQ(g_line.header.get(HeaderField::nmidlelocked), -1);
}

TEST(HeaderLineTest, KeepsUnknownKeysWithPlainValues) {
  ASSERT_EQ(read("SCHED 1ms: gomaxprocs=1 idleprocs=0 threads=2 idlethreads=0 newkey=12 runqueue=0 [0]"),
            Reading::whole);
  ASSERT_EQ(g_line.extra.size(), 1U);
  EXPECT_EQ(g_line.extra[0].first, "newkey");
  EXPECT_EQ(g_line.extra[0].second, "12");
}

TEST(HeaderLineTest, KeepsUnknownKeysBehindTheDetailedPart) {
  const std::string line = std::string(first_line(dialects::kDetailed127)) + " waker=true";
  EXPECT_EQ(parse_header(line, g_line).used, line.size());
  ASSERT_EQ(g_line.extra.size(), 1U);
  EXPECT_EQ(g_line.extra[0].second, "true");
}

struct Torn {
  const char* name;
  const char* line;
};
std::ostream& operator<<(std::ostream& out, const Torn& torn) { return out << torn.name; }

class HeaderRejects : public testing::TestWithParam<Torn> {};

TEST_P(HeaderRejects, TornLine) {
  const auto reading = read(GetParam().line);
  EXPECT_NE(reading, Reading::whole) << GetParam().line;
  EXPECT_NE(reading, Reading::cut) << GetParam().line;
}

INSTANTIATE_TEST_SUITE_P(
    HeaderLineTest, HeaderRejects,
    testing::Values(
        Torn{"GluedDate", "SCHED 1502ms: gomaxprocs=42026/11/22 01:59:35 worker 0 handled request 1766"},
        Torn{"GluedDigitsAfterZero", "SCHED 5ms: gomaxprocs=2 idleprocs=02 threads=3 idlethreads=0 runqueue=0 [0 0]"},
        Torn{"TextInANumber", "SCHED 5ms: gomaxprocs=x4x idleprocs=x2x threads=3 idlethreads=0 runqueue=0 [0 0 0 0]"},
        Torn{"TextBetweenKeys", "SCHED 5ms: gomaxprocs=2 idleprocs=0 hello threads=3 idlethreads=0 runqueue=0 [0 0]"},
        Torn{"MissingKey", "SCHED 5ms: gomaxprocs=2 idleprocs=0 threads=3 runqueue=0 [0 0]"},
        Torn{"KeysOutOfOrder", "SCHED 5ms: gomaxprocs=2 threads=3 idleprocs=0 idlethreads=0 runqueue=0 [0 0]"},
        Torn{"KeyTwice", "SCHED 5ms: gomaxprocs=2 idleprocs=0 idleprocs=0 threads=3 idlethreads=0 runqueue=0 [0 0]"},
        Torn{"MoreIdleThanPs", "SCHED 5ms: gomaxprocs=2 idleprocs=3 threads=3 idlethreads=0 runqueue=0 [0 0]"},
        Torn{"MoreIdleThanThreads", "SCHED 5ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=4 runqueue=0 [0 0]"},
        Torn{"NoPs", "SCHED 5ms: gomaxprocs=0 idleprocs=0 threads=3 idlethreads=0 runqueue=0 []"},
        Torn{"EmptyList", "SCHED 5ms: gomaxprocs=1 idleprocs=0 threads=3 idlethreads=0 runqueue=0 []"},
        Torn{"TextInTheList", "SCHED 5ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=0 runqueue=0 [0 {\"a\":1} 0]"},
        Torn{"NegativeQueue", "SCHED 5ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=0 runqueue=0 [0 -1]"},
        Torn{"GluedFlag",
             "SCHED 5ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=0 runqueue=0 gcwaiting=02 nmidlelocked=0 "
             "stopwait=0 sysmonwait=0"},
        Torn{"UnknownTextValue",
             "SCHED 5ms: gomaxprocs=2 idleprocs=0 user=bob threads=3 idlethreads=0 runqueue=0 [0 0]"},
        Torn{"SomebodyElsesSched", "SCHED 0ms: queue=web workers=4 idle=1"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(HeaderLineTest, RejectsAListOfAnotherLength) {
  EXPECT_EQ(read("SCHED 5ms: gomaxprocs=4 idleprocs=0 threads=3 idlethreads=0 runqueue=0 [0 0]"), Reading::length);
  EXPECT_EQ(read("SCHED 5ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=0 runqueue=0 [ 0 0 ] schedticks=[ 1 2 3 ]"),
            Reading::length);
}

TEST(HeaderLineTest, RejectsNumbersBeyond64Bits) {
  EXPECT_EQ(read("SCHED 5ms: gomaxprocs=99999999999999999999 idleprocs=0 threads=3"), Reading::overflow);
}

TEST(HeaderLineTest, MissesTheSchedticksThatInnerBlanksPromise) {
  EXPECT_EQ(read("SCHED 5ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=0 runqueue=0 [ 0 0 ]"), Reading::cut);
  EXPECT_TRUE(g_line.without_ticks);
}

}  // namespace
}  // namespace schedlitmus::trace
