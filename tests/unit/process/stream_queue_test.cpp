#include "process/stream_queue.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace schedlitmus::process {
namespace {

TEST(StreamQueue, JoinsPiecesOfOneStreamAndKeepsTheOrder) {
  StreamQueue queue(100);
  queue.put(Stream::out, "a");
  queue.put(Stream::out, "b");
  queue.put(Stream::err, "c");
  queue.put(Stream::out, "d");
  const auto segments = queue.take();
  ASSERT_EQ(segments.size(), 3U);
  EXPECT_EQ(segments[0].bytes, "ab");
  EXPECT_EQ(segments[1].bytes, "c");
  EXPECT_EQ(segments[1].stream, Stream::err);
  EXPECT_EQ(segments[2].bytes, "d");
}

TEST(StreamQueue, GivesWhatIsLeftAfterClosing) {
  StreamQueue queue(100);
  queue.put(Stream::err, "last");
  queue.close();
  EXPECT_EQ(queue.take().size(), 1U);
  EXPECT_TRUE(queue.take().empty());
}

TEST(StreamQueue, WaitsAtItsBoundForTheTaker) {
  StreamQueue queue(10);
  std::size_t taken = 0;
  std::thread taker([&] {
    for (auto segments = queue.take(); !segments.empty(); segments = queue.take()) {
      for (const auto& segment : segments) {
        EXPECT_LE(segment.bytes.size(), 18U) << "nine bytes and nine more";
        taken += segment.bytes.size();
      }
    }
  });
  for (int i = 0; i < 1000; ++i) {
    queue.put(Stream::out, "nine byte");
  }
  queue.close();
  taker.join();
  EXPECT_EQ(taken, 9000U);
}

TEST(StreamQueue, DiscardsWithoutWaiting) {
  StreamQueue queue(10);
  queue.put(Stream::out, "0123456789");
  queue.discard();
  for (int i = 0; i < 100; ++i) {
    queue.put(Stream::out, "0123456789");
  }
  queue.close();
  EXPECT_TRUE(queue.take().empty());
}

}  // namespace
}  // namespace schedlitmus::process
