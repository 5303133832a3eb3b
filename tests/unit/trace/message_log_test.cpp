#include "trace/message_log.hpp"

#include <gtest/gtest.h>

#include "unit/trace/recorder.hpp"

namespace schedlitmus::trace {
namespace {

std::string three_messages() {
  std::string log;
  MessageLogState state;
  append_message(log, state, 300, "SCHED ");
  append_message(log, state, 300, "");
  append_message(log, state, 7, std::string(200, 'x'));
  return log;
}

Result<void> walk(std::string_view log) {
  return for_each_message(log, [](std::int32_t, std::string_view) {});
}

TEST(MessageLog, KeepsPidsOnlyWhereTheyChange) {
  const auto log = three_messages();
  // SLM1, 6 bytes of 300, nothing of 300, 200 bytes of 7.
  EXPECT_EQ(log.size(), 4 + (1 + 2 + 6) + 1 + (2 + 1 + 200));
}

TEST(MessageLog, AnEmptyLogHasNoMessages) {
  EXPECT_TRUE(walk("").has_value());
  EXPECT_EQ(flatten("").value(), "");
}

TEST(MessageLog, SaysWhereItIsCut) {
  const auto log = three_messages();
  const auto cut = walk(std::string_view(log).substr(0, log.size() - 1));
  ASSERT_FALSE(cut.has_value());
  EXPECT_EQ(cut.error().what, "the message log is damaged: a message is cut off");
  EXPECT_EQ(cut.error().where, "byte 17");
}

TEST(MessageLog, EveryCutIsAnErrorOrEndsBehindAMessage) {
  const auto log = three_messages();
  std::vector<std::size_t> whole;
  for (std::size_t size = 0; size <= log.size(); ++size)
    if (walk(std::string_view(log).substr(0, size))) whole.push_back(size);
  EXPECT_EQ(whole, (std::vector<std::size_t>{0, 4, 13, 14, log.size()}));
}

TEST(MessageLog, RejectsWhatIsNoLog) {
  EXPECT_FALSE(walk("SCHED 0ms: gomaxprocs=1\n").has_value());
  EXPECT_FALSE(walk(std::string_view("SLM1\x02y", 6)).has_value()) << "no pid";
  EXPECT_FALSE(walk(std::string_view("SLM1\x03\x00y", 7)).has_value()) << "pid 0";
  EXPECT_FALSE(walk("SLM1\x03\xff\xff\xff\xff\x7fy").has_value()) << "pid beyond 31 bits";
  EXPECT_FALSE(walk("SLM1\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f").has_value()) << "size beyond 64 bits";
  EXPECT_FALSE(walk(std::string_view("SLM1\x83\x00\x01y", 8)).has_value()) << "a needless group";
}

TEST(MessageLog, FeedsAReader) {
  std::string log;
  MessageLogState state;
  append_message(log, state, 5, "SCHED 0ms: gomaxprocs=1 idleprocs=0 threads=2 idlethreads=0 runqueue=0 [0]\n");
  Recorder recorder;
  MessageReader reader(recorder);
  ASSERT_TRUE(read_message_log(log, reader).has_value());
  reader.finish();
  EXPECT_EQ(recorder.samples.size(), 1U);
  EXPECT_EQ(reader.first_pid(), 5);
}

}  // namespace
}  // namespace schedlitmus::trace
