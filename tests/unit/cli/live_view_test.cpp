// What is shown of a running program fits the window and says what the trace says.
#include "cli/live_view.hpp"

#include <gtest/gtest.h>

#include <string>

#include "cli/live_output.hpp"
#include "cli/live_summary.hpp"
#include "support/text_width.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kDetailed =
    "SCHED 100ms: gomaxprocs=2 idleprocs=1 threads=6 spinningthreads=0 needspinning=0 idlethreads=2 runqueue=3 "
    "gcwaiting=false nmidlelocked=0 stopwait=0 sysmonwait=false\n"
    "  P0: status=1 schedtick=13 syscalltick=0 m=2 runqsize=4 gfreecnt=0 timerslen=0\n"
    "  P1: status=0 schedtick=13 syscalltick=0 m=nil runqsize=0 gfreecnt=0 timerslen=0\n"
    "  M2: p=0 curg=8 mallocing=0 throwing=0 preemptoff= locks=0 dying=0 spinning=false blocked=false lockedg=nil\n"
    "  G1: status=4(IO wait) m=nil lockedm=nil\n"
    "  G2: status=4(IO wait) m=nil lockedm=nil\n"
    "  G3: status=4(sleep) m=nil lockedm=nil\n"
    "  G8: status=2() m=2 lockedm=nil\n"
    "  G9: status=1() m=nil lockedm=nil\n"
    "  G10: status=6() m=nil lockedm=nil\n";

struct Taker : trace::Sink {
  void on_sample(const trace::Sample& sample) override {
    live = live_sample(sample);
    summary.add(sample);
  }
  void on_text(std::string_view) override {}
  LiveSample live;
  LiveSummary summary;
};

Taker take(std::string_view text) {
  Taker taker;
  trace::Reader reader(taker);
  reader.feed(text);
  reader.finish();
  return taker;
}

std::string drawn(const LivePicture& picture, std::size_t width, std::size_t height) {
  std::string text;
  for (const auto& line : draw(picture, width, height, false)) text += line + "\n";
  return text;
}

TEST(LiveView, ShowsPsThreadsAndGoroutines) {
  const LivePicture picture{.title = "./service",
                            .pid = 7,
                            .since = 12345ms,
                            .cpu_share = 1.5,
                            .sample = take(kDetailed).live,
                            .output = {"listening"},
                            .note = {}};
  EXPECT_EQ(drawn(picture, 80, 24),
            "./service  pid 7  12s  CPU 150 %\n"
            "\n"
            "P0   running     4  ▇▇▇▇  M2 G8\n"
            "P1   idle        0  \n"
            "global queue     3  ▇▇▇\n"
            "threads 6: 2 idle, 0 spinning, 1 with a P, 2 in calls or blocked\n"
            "goroutines 5: 1 running, 1 runnable, 3 waiting\n"
            "waiting for: 2 IO wait, 1 sleep\n"
            "GC is not at work\n"
            "its output\n"
            "listening\n");
}

TEST(LiveView, FitsAnyWindow) {
  LivePicture picture;
  picture.sample = take(kDetailed).live;
  picture.note = "a note";
  for (int i = 0; i < 300; ++i) {
    picture.sample->procs.push_back({.state = "running", .queue = 200, .m = i, .g = i});
    picture.output.push_back(std::string(300, 'x'));
  }
  for (const std::size_t width : {1U, 10U, 80U, 300U}) {
    for (const std::size_t height : {1U, 2U, 5U, 24U, 400U}) {
      const auto lines = draw(picture, width, height, true);
      EXPECT_LE(lines.size(), height);
      for (const auto& line : lines) EXPECT_LE(display_width(line), width);
      EXPECT_NE(lines.back().find(width > 5 ? "a note" : ""), std::string::npos);
    }
  }
}

TEST(LiveView, OneLineForALog) {
  EXPECT_EQ(in_one_line(take(kDetailed).live), "Ps 1 of 2 busy, queues 3 [4 0], threads 6 (2 idle), goroutines 5");
}

TEST(LiveOutput, KeepsTheLastLinesWithoutWhatMovesTheCursor) {
  LiveOutput output;
  output.add("one\ntw");
  output.add("o\n\x1b[31mred\x1b[0m\a\ttab\nunfinished");
  EXPECT_EQ(output.last(2), (std::vector<std::string>{"red tab", "unfinished"}));
  EXPECT_EQ(output.last(0), (std::vector<std::string>{}));
  EXPECT_EQ(output.kept(), "one\ntwo\n\x1b[31mred\x1b[0m\a\ttab\nunfinished");
  for (int i = 0; i < 1000; ++i) output.add("line\n");
  EXPECT_LE(output.kept().size(), 5U * 200U);
}

TEST(LiveSummary, TellsQuantilesSharesAndTrend) {
  LiveSummary summary;
  for (int i = 0; i <= 100; ++i) {
    const auto text = "SCHED " + std::to_string(i * 100) + "ms: gomaxprocs=4 idleprocs=" + (i < 50 ? "2" : "0") +
                      " threads=9 spinningthreads=0 needspinning=0 idlethreads=2 runqueue=" + std::to_string(i) +
                      " [0 0 0 0]\n";
    Taker taker;
    taker.summary = summary;
    trace::Reader reader(taker);
    reader.feed(text);
    reader.finish();
    summary = taker.summary;
  }
  EXPECT_EQ(summary.samples, 101U);
  EXPECT_EQ(summary.waiting.quantile(0.5), 50);
  EXPECT_EQ(summary.waiting.quantile(0.95), 95);
  EXPECT_EQ(summary.waiting.most(), 100);
  EXPECT_NEAR(summary.idle_share.mean(), 0.25, 0.01);
  EXPECT_NE(to_text(summary).find("4, idle 25 % of the time"), std::string::npos) << to_text(summary);
  EXPECT_NE(to_json(summary).find("\"goroutines\":null"), std::string::npos) << to_json(summary);
}

TEST(Slope, IsThatOfTheLine) {
  Slope slope;
  EXPECT_FALSE(slope.per_second().has_value());
  for (int i = 0; i < 10; ++i) slope.add(Millis{1000 * i}, 5 + 3 * i);
  EXPECT_NEAR(*slope.per_second(), 3, 1e-9);
  EXPECT_EQ(slope.first(), 5);
  EXPECT_EQ(slope.last(), 32);
}

TEST(Distribution, IsBoundedAndNear) {
  Distribution values;
  for (int i = 0; i < 200'000; ++i) values.add(i);
  EXPECT_NEAR(values.quantile(0.5), 100'000, 1000);
  EXPECT_NEAR(values.mean(), 99'999.5, 1);
}

}  // namespace
}  // namespace schedlitmus::cli
