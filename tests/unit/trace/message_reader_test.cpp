#include "trace/message_reader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/trace/dialects.hpp"
#include "unit/trace/pieces.hpp"
#include "unit/trace/recorder.hpp"

namespace schedlitmus::trace {
namespace {

constexpr std::int32_t kProgram = 100;
constexpr std::int32_t kChild = 101;

/// Keeps whose samples they are, too.
class Receiver : public Recorder {
 public:
  void on_sample(const Sample& sample) override {
    Recorder::on_sample(sample);
    pids.push_back(sample.pid);
    images.push_back(sample.image);
  }
  std::vector<std::int32_t> pids, images;
};

class MessageReaderTest : public testing::Test {
 protected:
  void feed(std::int32_t pid, const std::vector<std::string_view>& messages) {
    for (const auto message : messages) reader.feed(pid, message);
  }
  /// A whole trace in the pieces of that release.
  void print(std::int32_t pid, int minor, std::string_view trace) {
    Cutter cutter(minor);
    while (!trace.empty()) {
      const auto end = trace.find('\n');
      for (const auto& piece : cutter.cut(trace.substr(0, end))) reader.feed(pid, piece);
      trace.remove_prefix(end + 1);
    }
  }
  [[nodiscard]] std::uint64_t count(Trouble trouble) const { return reader.health().of(trouble).count; }

  Receiver got;
  MessageReader reader{got};
};

/// "SCHED 12ms: gomaxprocs=2 ... runqueue=" and what follows.
const std::vector<std::string_view> kUpToRunqueue = {"SCHED ",    "12", "ms: gomaxprocs=",   "2", " idleprocs=",   "1",
                                                     " threads=", "5",  " spinningthreads=", "0", " idlethreads=", "3",
                                                     " runqueue="};

TEST_F(MessageReaderTest, ReadsEveryDialectFromItsPieces) {
  const std::pair<int, std::string_view> dialects[] = {{2, dialects::kSummary12},   {4, dialects::kSummary14},
                                                       {20, dialects::kSummary120}, {25, dialects::kSummary125},
                                                       {2, dialects::kDetailed12},  {4, dialects::kDetailed14},
                                                       {9, dialects::kDetailed19},  {27, dialects::kDetailed127}};
  std::int32_t pid = kProgram;
  for (const auto& [minor, trace] : dialects) {
    Receiver receiver;
    MessageReader messages(receiver);
    Cutter cutter(minor);
    for (auto rest = trace; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1))
      for (const auto& piece : cutter.cut(rest.substr(0, rest.find('\n')))) messages.feed(pid, piece);
    messages.finish();
    EXPECT_EQ(receiver.samples, read_trace(trace).samples) << trace;
    EXPECT_EQ(receiver.text, "") << trace;
    EXPECT_EQ(messages.health().lost(), 0U);
  }
}

TEST_F(MessageReaderTest, ALogLineInsideATraceLineIsHandedOverAndTheLineStaysWhole) {
  feed(kProgram, kUpToRunqueue);
  feed(kProgram, {"2026/11/22 01:59:35 handled\n", "7", "{\"level\":", "\"info\"}\n", " ", "[", "3", " ", "4", "]\n"});
  reader.finish();
  ASSERT_EQ(got.samples.size(), 1U);
  EXPECT_NE(got.samples[0].find("runqueue=7 local=3,4"), std::string::npos) << got.samples[0];
  EXPECT_EQ(got.text, "2026/11/22 01:59:35 handled\n{\"level\":\"info\"}\n");
  EXPECT_EQ(reader.health().lost(), 0U);
  EXPECT_EQ(count(Trouble::foreign_text), 2U);
}

TEST_F(MessageReaderTest, ANumberThatCouldBeTheValueMakesTheLineDoubtful) {
  feed(kProgram, kUpToRunqueue);
  feed(kProgram, {"7", "42", " ", "[", "3", " ", "4", "]\n"});
  feed(kProgram, kUpToRunqueue);
  feed(kProgram, {"7", " ", "[", "3", " ", "4", "]\n"});
  reader.finish();
  EXPECT_EQ(got.samples.size(), 1U);
  EXPECT_EQ(count(Trouble::torn_header), 1U);
}

TEST_F(MessageReaderTest, TheSameNumberTwiceIsNoDoubt) {
  feed(kProgram, kUpToRunqueue);
  feed(kProgram, {"7", "7", "\n", " ", "[", "3", " ", "4", "]\n"});
  reader.finish();
  EXPECT_EQ(got.samples.size(), 1U);
  EXPECT_EQ(got.text, "7\n");
}

TEST_F(MessageReaderTest, ADoubtfulListIsLost) {
  feed(kProgram, kUpToRunqueue);
  feed(kProgram, {"7", " ", "[", "8", " ", "9", "\n", "3", " ", "4", "]\n"});
  reader.finish();
  EXPECT_TRUE(got.samples.empty());
  EXPECT_EQ(count(Trouble::torn_header), 1U);
}

TEST_F(MessageReaderTest, ADoubtfulDetailLineIsCountedAndTheSampleIncomplete) {
  const std::string trace(dialects::kDetailed127);
  const auto at = trace.find("  G2:");
  print(kProgram, 27, std::string_view(trace).substr(0, at));
  feed(kProgram, {"  G", "2", ": status=", "4", "(", "sleep", ") m=", "3", "5", " lockedm=", "nil", "\n"});
  reader.finish();
  ASSERT_EQ(got.samples.size(), 1U);
  EXPECT_NE(got.samples[0].find(" incomplete"), std::string::npos);
  EXPECT_EQ(got.samples[0].find("G2"), std::string::npos);
  EXPECT_EQ(count(Trouble::torn_line), 1U);
}

TEST_F(MessageReaderTest, NoneBehindAnotherThreadsLineIsTheValue) {
  // println(42, 7) of another thread between " lockedm=" and the runtime's nil.
  const std::string trace(dialects::kDetailed127);
  print(kProgram, 27, std::string_view(trace).substr(0, trace.find("  G16:")));
  feed(kProgram, {"  G", "16", ": status=", "2", "(", ") m=", "0", " lockedm=", "42", " ", "7", "\n", "nil", "\n"});
  feed(kProgram, {"  G", "17", ": status=", "2", "(", ") m=", "5", "\n", "nil", " lockedm=", "nil", "\n"});
  reader.finish();
  ASSERT_EQ(got.samples.size(), 1U);
  EXPECT_NE(got.samples[0].find("G16 status=2 () m=0 lockedm=none"), std::string::npos) << got.samples[0];
  EXPECT_NE(got.samples[0].find("G17 status=2 () m=none lockedm=none"), std::string::npos) << got.samples[0];
  EXPECT_EQ(got.samples[0].find(" incomplete"), std::string::npos);
  EXPECT_EQ(got.text, "42 7\n5\n");
}

TEST_F(MessageReaderTest, MinusOneBehindAnotherThreadsLineIsTheValue) {
  const std::string trace(dialects::kDetailed19);
  print(kProgram, 9, std::string_view(trace).substr(0, trace.find("  G18:")));
  feed(kProgram, {"  G", "18", ": status=", "6", "(", ") m=", "42", "-", "1", " lockedm=", "3", "\n", "-", "1", "\n"});
  reader.finish();
  ASSERT_EQ(got.samples.size(), 1U);
  EXPECT_NE(got.samples[0].find("G18 status=6 () m=none lockedm=none"), std::string::npos) << got.samples[0];
  EXPECT_EQ(got.text, "423\n");
}

TEST_F(MessageReaderTest, ANumberBehindTheLineEndTakesTheLastValueAway) {
  const std::string trace(dialects::kDetailed127);
  print(kProgram, 27, std::string_view(trace).substr(0, trace.find("  G16:")));
  feed(kProgram, {"  G", "16", ": status=", "2", "(", ") m=", "0", " lockedm=", "42", "\n", "3", "\n"});
  reader.finish();
  ASSERT_EQ(got.samples.size(), 1U);
  EXPECT_NE(got.samples[0].find("G16 status=2 () m=0 lockedm=none"), std::string::npos) << got.samples[0];
  EXPECT_NE(got.samples[0].find(" incomplete"), std::string::npos);
  EXPECT_EQ(count(Trouble::torn_line), 1U);
}

TEST_F(MessageReaderTest, AWordIsNoWaitReasonWhereNoneMustBe) {
  const std::string trace(dialects::kDetailed127);
  print(kProgram, 27, std::string_view(trace).substr(0, trace.find("  G2:")));
  feed(kProgram, {"  G", "2", ": status=", "6", "(", "done", ") m=", "nil", " lockedm=", "nil", "\n"});
  feed(kProgram, {"  G", "3", ": status=", "4", "(", "a later reason", ") m=", "nil", " lockedm=", "nil", "\n"});
  feed(kProgram, {"  G", "4", ": status=", "6", "(", "a later reason", ") m=", "nil", " lockedm=", "nil", "\n"});
  reader.finish();
  ASSERT_EQ(got.samples.size(), 1U);
  EXPECT_EQ(got.samples[0].find("done"), std::string::npos);
  EXPECT_NE(got.samples[0].find("G3 status=4 (a later reason)"), std::string::npos);
  EXPECT_NE(got.samples[0].find("G4 status=6 (a later reason)"), std::string::npos);
}

TEST_F(MessageReaderTest, AKeyOfALaterReleaseIsKept) {
  feed(kProgram, kUpToRunqueue);
  feed(kProgram, {"7", " ", "[", "3", " ", "4", "]\n"});
  feed(kProgram, {"SCHED ", "20", "ms: gomaxprocs=", "1", " idleprocs=", "1", " threads=", "5", " newkey=", "9",
                  " idlethreads=", "3", " runqueue=", "0", " ", "[", "0", "]\n"});
  reader.finish();
  ASSERT_EQ(got.samples.size(), 2U);
  EXPECT_NE(got.samples[1].find("newkey=9"), std::string::npos);
  EXPECT_EQ(count(Trouble::unknown_key), 1U);
}

TEST_F(MessageReaderTest, ParentAndChildrenComeApart) {
  Cutter cutter(4);
  const auto line = dialects::kSummary14.substr(0, dialects::kSummary14.size() - 1);
  for (const auto& piece : cutter.cut(line)) {
    reader.feed(kProgram, piece);
    reader.feed(kChild, piece);
  }
  reader.finish();
  EXPECT_EQ(got.pids, (std::vector<std::int32_t>{kProgram, kChild}));
  EXPECT_EQ(reader.first_pid(), kProgram);
  EXPECT_EQ(count(Trouble::second_process), 1U);
  EXPECT_EQ(count(Trouble::time_backwards), 0U);
}

TEST_F(MessageReaderTest, TheFirstProcessIsTheOneWithTheFirstHeaderNotTheFirstText) {
  feed(kChild, {"starting\n"});
  print(kProgram, 27, dialects::kDetailed127);
  print(kChild, 25, dialects::kSummary125);
  reader.finish();
  EXPECT_EQ(reader.first_pid(), kProgram);
}

TEST_F(MessageReaderTest, ExecBeginsANewImage) {
  print(kProgram, 14, "SCHED 0ms: gomaxprocs=1 idleprocs=0 threads=2 spinningthreads=0 idlethreads=0 runqueue=0 [0]\n");
  print(kProgram, 14,
        "SCHED 90ms: gomaxprocs=1 idleprocs=0 threads=2 spinningthreads=0 idlethreads=0 runqueue=0 [0]\n");
  print(kProgram, 14, "SCHED 0ms: gomaxprocs=1 idleprocs=0 threads=2 spinningthreads=0 idlethreads=0 runqueue=0 [0]\n");
  print(kProgram, 14,
        "SCHED 91ms: gomaxprocs=1 idleprocs=0 threads=2 spinningthreads=0 idlethreads=0 runqueue=0 [0]\n");
  reader.finish();
  EXPECT_EQ(got.images, (std::vector<std::int32_t>{0, 0, 1, 1}));
  EXPECT_EQ(count(Trouble::time_backwards), 1U);
  EXPECT_EQ(count(Trouble::second_process), 0U);
}

TEST_F(MessageReaderTest, ExecInsideALineCostsThatLine) {
  feed(kProgram, kUpToRunqueue);
  print(kProgram, 14, "SCHED 0ms: gomaxprocs=1 idleprocs=0 threads=2 spinningthreads=0 idlethreads=0 runqueue=0 [0]\n");
  reader.finish();
  EXPECT_EQ(got.samples.size(), 1U);
  EXPECT_EQ(count(Trouble::torn_header), 1U);
}

TEST_F(MessageReaderTest, AProgramThatPrintsSchedInPiecesIsNoTrace) {
  print(kProgram, 27, dialects::kDetailed127);
  const auto mark = got.text.size();
  feed(kProgram, {"SCHED ", "5", "ms: queue\n", "SCHED ", "6", "ms: queue\n"});
  print(kProgram, 27,
        "SCHED 500ms: gomaxprocs=1 idleprocs=0 threads=2 spinningthreads=0 needspinning=0 idlethreads=0 "
        "runqueue=0 [ 0 ] schedticks=[ 7 ]\n");
  reader.finish();
  EXPECT_EQ(mark, 0U);
  EXPECT_EQ(got.text, "SCHED 5ms: queue\nSCHED 6ms: queue\n");
  EXPECT_EQ(got.samples.size(), 2U);
  EXPECT_EQ(reader.health().lost(), 0U);
}

TEST_F(MessageReaderTest, SchedInPiecesInsideABlockLeavesTheBlockWhole) {
  const std::string trace(dialects::kDetailed127);
  const auto at = trace.find("  G2:");
  print(kProgram, 27, std::string_view(trace).substr(0, at));
  feed(kProgram, {"SCHED ", "5", "ms: queue\n"});
  print(kProgram, 27, std::string_view(trace).substr(at));
  reader.finish();
  EXPECT_EQ(got.samples, read_trace(trace).samples);
  EXPECT_EQ(got.text, "SCHED 5ms: queue\n");
}

TEST_F(MessageReaderTest, SchedFromAnotherThreadDoesNotEndALine) {
  feed(kProgram, kUpToRunqueue);
  feed(kProgram, {"7", "SCHED ", "7", "ms: queue\n", " ", "[", "3", " ", "4", "]\n"});
  reader.finish();
  EXPECT_EQ(got.samples.size(), 1U);
  EXPECT_EQ(got.text, "SCHED 7ms: queue\n");
}

TEST_F(MessageReaderTest, APanicBesideABlockIsText) {
  const std::string trace(dialects::kDetailed127);
  print(kProgram, 27, std::string_view(trace).substr(0, trace.find("  G16:")));
  feed(kProgram, {"panic: ", "boom", "\n", "\n", "goroutine ", "1", " [", "running", "]:\n", "main.main", "(", ")\n"});
  reader.finish();
  ASSERT_EQ(got.samples.size(), 1U);
  EXPECT_EQ(got.samples[0].find("incomplete"), std::string::npos);
  EXPECT_EQ(got.text, "panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n");
}

TEST_F(MessageReaderTest, WholeLinesAndBlocksInOneMessageAreRead) {
  for (const auto trace : dialects::kAll) reader.feed(kProgram, trace);
  reader.finish();
  EXPECT_EQ(got.samples.size(), std::size(dialects::kAll));
  EXPECT_EQ(got.text, "");
}

TEST_F(MessageReaderTest, ATraceCutByAPipeIsReadAsBytes) {
  feed(kProgram, {"SCHED ", "12ms: gomaxprocs=2 idleprocs=1 threads=5 spinn",
                  "ingthreads=0 idlethreads=3 runqueue=", "0 [", "0 0]\n"});
  feed(kProgram, {"SCHED ", "22", "ms: gomaxprocs=", "2", " idleprocs=1 threads=5 spinningthreads=0 idlethreads=3",
                  " runqueue=", "0", " [0 0]\n"});
  reader.finish();
  EXPECT_EQ(got.samples.size(), 2U);
  EXPECT_EQ(got.text, "");
  EXPECT_EQ(reader.health().lost(), 0U);
}

TEST_F(MessageReaderTest, LargeTextInsideALinePassesThrough) {
  feed(kProgram, kUpToRunqueue);
  const std::string large = std::string(100000, 'x') + "\n";
  for (int i = 0; i < 20; ++i) reader.feed(kProgram, large);
  feed(kProgram, {"7", " ", "[", "3", " ", "4", "]\n"});
  reader.finish();
  EXPECT_EQ(got.samples.size(), 1U);
  EXPECT_EQ(got.text.size(), 20 * large.size());
}

TEST_F(MessageReaderTest, EachProcessesLastLineMayBeCut) {
  print(kProgram, 14, "SCHED 0ms: gomaxprocs=1 idleprocs=0 threads=2 spinningthreads=0 idlethreads=0 runqueue=0 [0]\n");
  feed(kProgram, kUpToRunqueue);
  feed(kChild, {"SCHED ", "0"});
  reader.finish();
  EXPECT_EQ(count(Trouble::truncated_end), 2U);
  EXPECT_EQ(got.samples.size(), 1U);
  EXPECT_EQ(got.text, "");
}

TEST_F(MessageReaderTest, AnEmptyWriteIsNotTheEnd) {
  feed(kProgram, {""});
  print(kProgram, 2, dialects::kSummary12);
  reader.finish();
  EXPECT_EQ(got.samples.size(), 1U);
}

TEST_F(MessageReaderTest, ManyProcessesNeedNoMoreThanTheLatest) {
  for (std::int32_t pid = 1; pid <= 500; ++pid) print(pid, 4, dialects::kSummary14);
  reader.finish();
  EXPECT_EQ(got.samples.size(), 500U);
  EXPECT_EQ(reader.first_pid(), 1);
}

}  // namespace
}  // namespace schedlitmus::trace
