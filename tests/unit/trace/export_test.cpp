#include "trace/export.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/json.hpp"
#include "trace/reader.hpp"
#include "unit/trace/dialects.hpp"

namespace schedlitmus::trace {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Exporter : Sink {
  void on_sample(const Sample& sample) override {
    append_json(json, sample);
    json += '\n';
    append_csv(csv, sample);
    metrics.add(sample);
  }
  void on_text(std::string_view) override {}
  std::string json, csv;
  OpenMetrics metrics;
};

Exporter exported(std::string_view trace) {
  Exporter exporter;
  Reader reader(exporter);
  reader.feed(trace);
  reader.finish();
  return exporter;
}

TEST(ExportJson, WritesASummary) {
  EXPECT_EQ(exported(dialects::kSummary125).json,
            R"({"time_ms":106,"complete":true,"gomaxprocs":2,"idleprocs":2,"threads":4,"spinningthreads":0,)"
            R"("needspinning":0,"idlethreads":2,"runqueue":0,"local":[0,3],"schedticks":[6,9]})"
            "\n");
}

TEST(ExportJson, WritesADetailedSample) {
  EXPECT_EQ(exported(dialects::kDetailed127).json,
            R"({"time_ms":413,"complete":true,"gomaxprocs":2,"idleprocs":0,"threads":2,"spinningthreads":0,)"
            R"("needspinning":1,"idlethreads":1,"runqueue":3,"gcwaiting":true,"nmidlelocked":0,"stopwait":1,)"
            R"("sysmonwait":false,"local":[2,5],"schedticks":[18,15],"goroutines_whole":true,)"
            R"("P":[{"id":0,"status":1,"schedtick":18,"syscalltick":6,"m":0,"runqsize":2,"gfreecnt":0,"timerslen":0},)"
            R"({"id":1,"status":3,"schedtick":15,"syscalltick":5,"m":null,"runqsize":5,"gfreecnt":0,"timerslen":7}],)"
            R"("M":[{"id":1,"p":null,"curg":null,"mallocing":0,"throwing":0,"preemptoff":"","locks":32,"dying":0,)"
            R"("spinning":false,"blocked":true,"lockedg":null},)"
            R"({"id":0,"p":0,"curg":16,"mallocing":0,"throwing":0,"preemptoff":"","locks":0,"dying":0,)"
            R"("spinning":false,"blocked":false,"lockedg":16}],)"
            R"("G":[{"id":1,"status":4,"waitreason":"sync.WaitGroup.Wait","m":null,"lockedm":null},)"
            R"json({"id":2,"status":4,"waitreason":"GOMAXPROCS updater (idle)","m":null,"lockedm":null},)json"
            R"({"id":16,"status":2,"waitreason":"","m":0,"lockedm":0}]})"
            "\n");
}

TEST(ExportJson, LeavesTheQueuesCapacityOutAndFlagsOfOldReleasesAreBooleans) {
  const auto json = exported(dialects::kDetailed12).json;
  EXPECT_THAT(json, HasSubstr(R"("runqsize":4,)"));
  EXPECT_THAT(json, HasSubstr(R"("gcwaiting":false)"));
  EXPECT_THAT(json, HasSubstr(R"("spinning":true,"lockedg":null)"));
  EXPECT_THAT(json, Not(HasSubstr("preemptoff")));
}

TEST(ExportJson, SaysWhereTheScanBitWasSet) {
  EXPECT_THAT(exported(dialects::kDetailed19).json, HasSubstr(R"({"id":4,"status":3,"scan":true,"waitreason")"));
}

TEST(ExportJson, LeavesOutQueuesThatAreNotWhole) {
  std::string trace(dialects::kDetailed127);
  trace.erase(trace.find("  P1:"), trace.find("  M1:") - trace.find("  P1:"));
  const auto json = exported(trace).json;
  EXPECT_THAT(json, HasSubstr(R"("complete":false)"));
  EXPECT_THAT(json, Not(HasSubstr(R"("local")")));
  EXPECT_THAT(json, HasSubstr(R"("P":[{"id":0,)"));
}

TEST(ExportJson, KeepsUnknownKeysWithTheirLines) {
  const auto json = exported(
                        "SCHED 5ms: gomaxprocs=1 idleprocs=0 threads=1 idlethreads=0 steals=4 local=7 runqueue=0 "
                        "gcwaiting=0 nmidlelocked=0 stopwait=0 sysmonwait=0\n"
                        "  P0: status=0 schedtick=1 syscalltick=0 m=nil runnext=nil runqsize=0 gfreecnt=0\n"
                        "  M0: p=nil curg=nil mallocing=0 throwing=0 preemptoff= locks=1 dying=0 spinning=false "
                        "lockedg=nil hot=true\n"
                        "  G1: status=4(sleep) m=nil lockedm=nil age=9\n")
                        .json;
  EXPECT_THAT(json, HasSubstr(R"("steals":4,"x_local":7,"local":[0])"));
  EXPECT_THAT(json, HasSubstr(R"("runnext":null})"));
  EXPECT_THAT(json, HasSubstr(R"("hot":true})"));
  EXPECT_THAT(json, HasSubstr(R"("age":9})"));
}

TEST(ExportJson, NamesThePidWhereItIsKnown) {
  Sample sample;
  sample.pid = 77;
  std::string json;
  append_json(json, sample);
  EXPECT_EQ(json, R"({"time_ms":0,"pid":77,"complete":true})");
}

TEST(ExportJson, IsValidForEveryDialect) {
  for (const auto dialect : dialects::kAll) {
    const auto document = json::parse(exported(dialect).json, "test");
    EXPECT_TRUE(document.root && document.errors.empty()) << dialect;
  }
}

TEST(ExportJson, EscapesStrings) {
  std::string out;
  append_json_string(out, std::string_view("a\"b\\c\n\t\r\x01\0z", 11));
  EXPECT_EQ(out, "\"a\\\"b\\\\c\\n\\t\\r\\u0001\\u0000z\"");
}

TEST(ExportJson, ReplacesWhatIsNotUtf8) {
  std::string out;
  append_json_string(out, "\xff é \xed\xa0\x80 \x7f");
  EXPECT_EQ(out, "\"\uFFFD é \uFFFD\uFFFD\uFFFD \\u007f\"");
}

TEST(ExportJson, WritesValidStringsForAnyBytes) {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; b += 3) {
      std::string out;
      append_json_string(out, std::string{static_cast<char>(a), static_cast<char>(b), 'x'});
      ASSERT_TRUE(json::parse(out, "test").root) << a << ' ' << b;
    }
  }
}

TEST(ExportCsv, HasAColumnForEveryObservable) {
  std::string head;
  append_csv_header(head);
  EXPECT_THAT(head, StartsWith("time_ms,pid,complete,gomaxprocs,idleprocs,"));
  const auto row = exported(dialects::kSummary125).csv;
  EXPECT_THAT(row, StartsWith("106,,true,2,2,4,0,0,2,0,,,,,,0 3,6 9,3,3,3,2,2,0,,"));
  EXPECT_EQ(std::ranges::count(row, ','), std::ranges::count(head, ','));
}

TEST(ExportOpenMetrics, KeepsTheValuesOfEachSetOfLabelsTogether) {
  const auto text = exported(std::string(dialects::kSummary125) +
                             "SCHED 207ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0 needspinning=0 "
                             "idlethreads=2 runqueue=8 [ 1 0 ] schedticks=[ 7 9 ]\n")
                        .metrics.text();
  EXPECT_THAT(text, StartsWith("# TYPE go_sched_gomaxprocs gauge\n# HELP go_sched_gomaxprocs "));
  EXPECT_THAT(text, HasSubstr("go_sched_runqueue 0 0.106\ngo_sched_runqueue 8 0.207\n"));
  EXPECT_THAT(text, HasSubstr("go_sched_local_queues{p=\"0\"} 0 0.106\ngo_sched_local_queues{p=\"0\"} 1 0.207\n"
                              "go_sched_local_queues{p=\"1\"} 3 0.106\ngo_sched_local_queues{p=\"1\"} 0 0.207\n"));
  EXPECT_THAT(text, HasSubstr("# TYPE go_sched_schedticks counter\n"));
  EXPECT_THAT(text, HasSubstr("go_sched_schedticks_total{p=\"1\"} 9 0.207\n"));
  EXPECT_THAT(text, Not(HasSubstr("go_sched_goroutines")));
  EXPECT_THAT(text, EndsWith("# EOF\n"));
}

TEST(ExportOpenMetrics, KeepsProcessesApart) {
  Sample sample;
  OpenMetrics metrics;
  for (const auto& [pid, time] : {std::pair{7, 100}, {12, 90}, {7, 200}, {12, 190}, {7, 150}}) {
    sample.pid = pid;
    sample.time = Millis(time);
    sample.header.set(HeaderField::runqueue, time);
    metrics.add(sample);
  }
  EXPECT_THAT(metrics.text(),
              HasSubstr("go_sched_runqueue{pid=\"7\"} 100 0.100\ngo_sched_runqueue{pid=\"7\"} 200 0.200\n"
                        "go_sched_runqueue{pid=\"12\"} 90 0.090\ngo_sched_runqueue{pid=\"12\"} 190 0.190\n"));
  EXPECT_EQ(metrics.left_out(), 1U);
}

TEST(ExportOpenMetrics, LeavesOutWhatRunsBackwards) {
  const auto got = exported(std::string(dialects::kSummary125) + std::string(dialects::kSummary14));
  EXPECT_EQ(got.metrics.left_out(), 1U);
  EXPECT_THAT(got.metrics.text(), Not(HasSubstr(" 0.000")));
}

TEST(ExportHealth, GivesTheAccountInBothForms) {
  Health health;
  health.samples = 30;
  health.incomplete_samples = 2;
  health.lines = 1234;
  health.bytes = 99;
  health.count(Trouble::foreign_text, 1, "hello");
  health.count(Trouble::torn_header, 7, "SCHED \"");
  EXPECT_EQ(describe(health),
            "30 samples (2 incomplete), 1 lost (3.2 %), in 1,234 lines and 99 bytes\n"
            "  loss     torn_header              1  first in line 7: SCHED \"\n"
            "  info     foreign_text             1  first in line 1: hello\n");
  std::string out;
  append_json(out, health);
  const auto document = json::parse(out, "test");
  const auto root = document.root.value_or(json::Value());
  ASSERT_EQ(root.type, json::Type::object) << out;
  EXPECT_EQ(root.find("lost")->value.integer, 1);
  EXPECT_EQ(root.find("troubles")->value.items.size(), 2U);
  EXPECT_THAT(out,
              HasSubstr(R"({"name":"torn_header","severity":"loss","count":1,"first_line":7,"example":"SCHED \""})"));
}

}  // namespace
}  // namespace schedlitmus::trace
