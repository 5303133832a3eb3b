#include "process/stream_queue.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <random>
#include <thread>

namespace schedlitmus::process {
namespace {

/// No file can be made there.
const char* const kNowhere = "/proc";

const std::string kFolder = ::testing::TempDir();

TEST(StreamQueue, JoinsPiecesOfOneStreamAndKeepsTheOrder) {
  StreamQueue queue(100, kNowhere);
  queue.put(Stream::out, "a");
  queue.put(Stream::out, "b");
  queue.put(Stream::err, "c");
  queue.put_message(7, "d");
  queue.put_message(8, "ef");
  queue.put(Stream::err, "g");
  const std::vector<Segment> expected{
      {Stream::out, "ab", {}}, {Stream::err, "c", {}}, {Stream::err, "def", {{7, 1}, {8, 2}}}, {Stream::err, "g", {}}};
  EXPECT_EQ(queue.take(), expected);
}

TEST(StreamQueue, GivesWhatIsLeftAfterClosing) {
  StreamQueue queue(100, kNowhere);
  queue.put(Stream::err, "last");
  queue.close();
  EXPECT_EQ(queue.take().size(), 1U);
  EXPECT_TRUE(queue.take().empty());
  EXPECT_EQ(queue.spilled_bytes(), 0U);
}

TEST(StreamQueue, NeverWaitsForATakerWhereThereIsADisk) {
  StreamQueue queue(1000, kFolder);
  std::string all;
  for (int i = 0; i < 20'000; ++i) {
    const std::string line = std::to_string(i) + "\n";
    queue.put(Stream::err, line);
    all += line;
  }
  queue.close();
  std::string taken;
  for (auto segments = queue.take(); !segments.empty(); segments = queue.take()) {
    for (const auto& segment : segments) {
      taken += segment.bytes;
    }
  }
  EXPECT_EQ(taken, all);
  EXPECT_GT(queue.spilled_bytes(), all.size() - 2000);
  EXPECT_EQ(queue.waited().count(), 0);
  EXPECT_FALSE(queue.lost());
}

TEST(StreamQueue, LeavesNoFileBehind) {
  const std::string folder = kFolder + "stream-queue";
  std::filesystem::create_directory(folder);
  StreamQueue queue(1, folder);
  queue.put(Stream::out, "in memory");
  queue.put(Stream::out, "on disk");
  EXPECT_EQ(queue.spilled_bytes(), 7U);
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove(folder);
}

TEST(StreamQueue, WaitsAtItsBoundForTheTakerWhereThereIsNone) {
  StreamQueue queue(10, kNowhere);
  std::size_t taken = 0;
  std::thread taker([&] {
    for (auto segments = queue.take(); !segments.empty(); segments = queue.take()) {
      std::size_t bytes = 0;
      for (const auto& segment : segments) {
        bytes += segment.bytes.size();
      }
      EXPECT_LE(bytes, 27U) << "nine bytes, nine more, and what waits";
      taken += bytes;
    }
  });
  for (int i = 0; i < 1000; ++i) {
    queue.put(Stream::out, "nine byte");
  }
  queue.close();
  taker.join();
  EXPECT_EQ(taken, 9000U);
  EXPECT_EQ(queue.spilled_bytes(), 0U);
  EXPECT_GT(queue.waited().count(), 0);
}

TEST(StreamQueue, DiscardsWithoutWaiting) {
  for (const auto* folder : {kNowhere, kFolder.c_str()}) {
    StreamQueue queue(10, folder);
    queue.put(Stream::out, "0123456789");
    queue.discard();
    for (int i = 0; i < 100; ++i) {
      queue.put(Stream::out, "0123456789");
    }
    queue.close();
    EXPECT_TRUE(queue.take().empty());
    EXPECT_FALSE(queue.lost());
  }
}

/// Everything as it is put and taken, whatever the turns of the two threads.
TEST(StreamQueue, KeepsOrderAndWritersWhateverIsSpilled) {
  std::mt19937 random(5);
  StreamQueue queue(300, kFolder);
  std::vector<std::pair<std::int32_t, std::string>> put;
  for (int i = 0; i < 5000; ++i) {
    put.emplace_back(static_cast<std::int32_t>(random() % 4), std::string(1 + random() % 50, static_cast<char>(i)));
  }
  std::thread putter([&] {
    for (const auto& [pid, bytes] : put) {
      queue.put_message(pid, bytes);
      if (pid == 0) queue.flush();
      if (bytes.size() == 50) std::this_thread::yield();
    }
    queue.close();
  });
  std::vector<std::pair<std::int32_t, std::string>> taken;
  for (auto segments = queue.take(); !segments.empty(); segments = queue.take()) {
    for (const auto& segment : segments) {
      std::size_t begin = 0;
      for (const auto& [pid, bytes] : segment.messages) {
        taken.emplace_back(pid, segment.bytes.substr(begin, bytes));
        begin += bytes;
      }
    }
    if (taken.size() % 3 == 0) std::this_thread::sleep_for(std::chrono::microseconds(100));
  }
  putter.join();
  EXPECT_EQ(taken, put);
  EXPECT_FALSE(queue.lost());
}

TEST(Segments, ComeBackFromTheirBytes) {
  const std::vector<Segment> segments{
      {Stream::out, "", {}}, {Stream::err, "abc", {{1, 1}, {2, 2}}}, {Stream::out, std::string(1000, '\0'), {}}};
  const std::string bytes = encode(segments);
  EXPECT_EQ(decode(bytes), segments);
  EXPECT_EQ(decode(""), std::vector<Segment>());
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    const auto cut = decode(bytes.substr(0, size));
    EXPECT_TRUE(!cut || cut->size() < segments.size()) << size;
  }
}

}  // namespace
}  // namespace schedlitmus::process
