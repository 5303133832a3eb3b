// check, parse and explain on what a file, a pipeline or a log gives them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "e2e/shell.hpp"

namespace schedlitmus::e2e {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kExpectation = R"({
  "title": "the global queue stays short",
  "scenario": {"program": "ten_goroutines", "go": ">=1.4", "gomaxprocs": [2], "trace": {"period": "100ms"}},
  "checks": [{"id": "queue", "never": true, "field": "runqueue", "min": 5}]
})";

std::string trace(int first, int samples, int queue) {
  std::string text;
  for (int i = 0; i < samples; ++i)
    text += "SCHED " + std::to_string(first + i * 100) + "ms: gomaxprocs=2 idleprocs=0 threads=5 spinningthreads=0 " +
            "needspinning=0 idlethreads=1 runqueue=" + std::to_string(queue) + " [0 0]\n";
  return text;
}

std::string prefixed(const std::string& prefix, const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at) + 1;
    out += prefix + text.substr(at, end - at);
    at = end;
  }
  return out;
}

class FromLog : public testing::Test {
 protected:
  FromLog() { shell.place.write("svc.json", kExpectation); }
  /// Of a service that runs well for three samples, and then misses, which stands in the file after `grown`.
  int follow(const std::string& grown, const std::string& options) {
    shell.place.write("part1", trace(0, 3, 0));
    shell.place.write("part2", trace(300, 3, 9));
    return shell.run("cp part1 log; { sleep 0.5; " + grown + "; } & $S check log -e svc.json " + options);
  }
  Shell shell;
};

TEST_F(FromLog, PipelineWithTheServicesOwnLines) {
  shell.place.write("good", "starting\n" + trace(0, 3, 0) + "\x1b[32mGET /\x1b[0m 200\n" + trace(300, 3, 4));
  shell.place.write("bad", trace(0, 3, 9));
  EXPECT_EQ(shell.run("cat good | $S check - -e svc.json"), 0) << shell.out;
  EXPECT_EQ(shell.run("cat bad | $S check - -e svc.json"), 1) << shell.out;
  EXPECT_EQ(shell.run("echo no trace | $S check - -e svc.json"), 3) << shell.out;
}

TEST_F(FromLog, ContainersAreKeptApart) {
  shell.place.write("log", prefixed("web-1  | ", trace(0, 3, 0)) + prefixed("api-1  | ", trace(0, 3, 9)));
  EXPECT_EQ(shell.run("$S check log -e svc.json"), 0) << shell.out;
  EXPECT_EQ(shell.run("$S check log -e svc.json --process api"), 1) << shell.out;
  EXPECT_EQ(shell.run("$S parse log --no-samples --health"), 0);
  EXPECT_TRUE(shell.says("\"log_form\":\"compose\"")) << shell.out;
  EXPECT_TRUE(shell.says("\"name\":\"api-1\"")) << shell.out;
  EXPECT_EQ(shell.run("$S explain log"), 0);
  EXPECT_EQ(shell.run("$S explain log --log cri"), 0) << "lines that do not fit are read as they are";
  EXPECT_EQ(shell.run("$S check log -e svc.json --log nonsense"), 64) << shell.out;
}

TEST_F(FromLog, CtrlCPrintsTheVerdictsSoFar) {
  shell.place.write("good", trace(0, 3, 0));
  // The reader alone is interrupted; the writer stays.
  EXPECT_EQ(shell.run("mkfifo p; { cat good; sleep 5; } >p & $S check p -e svc.json & r=$!; sleep 0.7; kill -INT $r; "
                      "wait $r"),
            0)
      << shell.out;
  EXPECT_TRUE(shell.says("HOLDS")) << shell.out;
}

TEST_F(FromLog, FollowTellsAMissWhileTheFileGrows) {
  EXPECT_EQ(follow("cat part2 >>log", "--follow --until-decided --for 20s"), 1) << shell.out;
  EXPECT_TRUE(shell.says("queue  VIOLATED  9 at 300ms")) << shell.out;
}

TEST_F(FromLog, FollowGoesOnOverARotation) {
  EXPECT_EQ(follow("mv log log.1; cp part2 log", "-f --until-decided --for 20s"), 1) << shell.out;
}

TEST_F(FromLog, FollowLooksAtEachWindow) {
  shell.place.write("all", trace(0, 10, 0) + trace(1000, 10, 9) + trace(2000, 10, 0) + trace(3000, 1, 0));
  EXPECT_EQ(shell.run("cat all | $S check - -e svc.json --follow --every 1s"), 1) << shell.out;
  EXPECT_TRUE(shell.says("0s..1s  queue  HOLDS  0")) << shell.out;
  EXPECT_TRUE(shell.says("1s..2s  queue  VIOLATED  9 at 1s")) << shell.out;
  EXPECT_TRUE(shell.says("2s..3s  queue  HOLDS  0")) << shell.out;
  EXPECT_EQ(shell.run("cat all | $S check - -e svc.json --every 1s"), 64) << "without --follow";
  EXPECT_EQ(shell.run("cat all | $S check - -e svc.json --follow --every soon"), 64) << shell.out;
}

TEST_F(FromLog, FollowEndsByCtrlCWithTheReport) {
  shell.place.write("log", trace(0, 3, 0));
  EXPECT_EQ(shell.run("$S check log -e svc.json --follow & p=$!; sleep 0.7; kill -INT $p; wait $p"), 0) << shell.out;
  EXPECT_TRUE(shell.says("queue  HOLDS")) << shell.out;
}

class Recorded : public testing::Test {
 protected:
  Recorded() {
    std::string trace = "listening\n";
    for (const int ms : {0, 100, 200}) {
      const auto time = std::to_string(ms);
      trace += "SCHED " + time + "ms: gomaxprocs=2 idleprocs=0 threads=4 idlethreads=1 runqueue=" + time + " [4 0]\n";
    }
    place.write("t.trace", trace);
  }

  Workplace place;
};

TEST_F(Recorded, OnlyTheSampleNearestToATimeIsTold) {
  const auto all = place.run({"explain", "t.trace"});
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_THAT(all.out, AllOf(StartsWith("At 0 ms\n"), HasSubstr("At 100 ms\n"), HasSubstr("At 200 ms\n")));
  const auto one = place.run({"explain", "t.trace", "--at", "140ms"});
  EXPECT_EQ(one.code, 0) << one.err;
  EXPECT_THAT(one.out, AllOf(StartsWith("At 100 ms\n"), HasSubstr("100 goroutines wait in the global queue")));
  EXPECT_THAT(one.out, Not(HasSubstr("At 200 ms")));
  const auto page = place.run({"explain", "t.trace", "--at", "140ms", "--format", "markdown"});
  EXPECT_THAT(page.out, AllOf(HasSubstr("At 100 ms"), Not(HasSubstr("-------"))));
  EXPECT_EQ(place.run({"explain", "t.trace", "--at", "soon"}).code, 64);
}

TEST_F(Recorded, ThePictureIsOfTheSampleThatIsTold) {
  EXPECT_EQ(place.run({"explain", "t.trace", "--at", "140ms", "--svg", "p.svg"}).code, 0);
  EXPECT_THAT(place.read("p.svg"), AllOf(StartsWith("<svg"), HasSubstr("at 100 ms")));
  const auto unwritten = place.run({"explain", "t.trace", "--svg", "none/p.svg"});
  EXPECT_EQ(unwritten.code, 3);
  EXPECT_THAT(unwritten.err, HasSubstr("none/p.svg: cannot write it: No such file or directory"));
}

TEST_F(Recorded, IsWrittenForOtherTools) {
  const auto csv = place.run({"parse", "t.trace", "--format", "csv"});
  EXPECT_EQ(csv.code, 0) << csv.err;
  EXPECT_THAT(csv.out, AllOf(StartsWith("time_ms,pid,complete,gomaxprocs,"), HasSubstr("\n100,,true,2,0,")));
  const auto metrics = place.run({"parse", "t.trace", "--format", "openmetrics"});
  EXPECT_EQ(metrics.code, 0) << metrics.err;
  EXPECT_THAT(metrics.out, AllOf(HasSubstr("# TYPE go_sched_runqueue gauge\n"), EndsWith("# EOF\n")));
  const auto text = place.run({"parse", "t.trace", "--text", "--no-samples"});
  EXPECT_EQ(text.out, "");
  EXPECT_EQ(text.err, "listening\n");
  EXPECT_EQ(place.run({"parse", "t.trace", "--format", "xml"}).code, 64);
}

TEST_F(Recorded, WhatIsNoTraceIsAnError) {
  place.write("words.txt", "no trace\n");
  for (const char* command : {"parse", "explain"}) {
    const auto none = place.run({command, "words.txt"});
    EXPECT_EQ(none.code, 3);
    EXPECT_THAT(none.err, HasSubstr("words.txt: no sample of the scheduler in the trace")) << command;
    EXPECT_EQ(place.run({command, place.folder().string()}).code, 3) << command << " of a folder";
  }
}

}  // namespace
}  // namespace schedlitmus::e2e
