// What was drained and not yet observed, in the order in which it was read.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace schedlitmus::process {

enum class Stream : std::uint8_t { out, err };

/// A message's place in its segment follows from the ones before it.
struct MessageHead {
  std::int32_t pid = 0;
  std::uint32_t bytes = 0;
  bool operator==(const MessageHead&) const = default;
};

struct Segment {
  Stream stream = Stream::out;
  std::string bytes;
  std::vector<MessageHead> messages;  ///< none: a stream without bounds
};

/// One thread puts, one takes.
class StreamQueue {
 public:
  explicit StreamQueue(std::size_t bound) : bound_(bound) {}

  /// Waits while `bound` bytes or more are queued: the last resort, for the
  /// program stands still when its pipe is full too.
  void put(Stream stream, std::string_view bytes);
  /// Likewise, of stderr.
  void put_message(std::int32_t pid, std::string_view message);
  /// No more will be put.
  void close();
  /// Waits for bytes and gives all there are; empty: closed, and all was taken.
  [[nodiscard]] std::vector<Segment> take();
  /// Drops what is queued and all that still comes.
  void discard();

 private:
  /// Waits for room; false: nothing is wanted any more.
  [[nodiscard]] bool wait_for_room(std::unique_lock<std::mutex>& lock);
  Segment& segment_of(Stream stream, bool with_messages);
  void added(std::unique_lock<std::mutex> lock, std::size_t bytes);

  const std::size_t bound_;
  std::mutex mutex_;
  std::condition_variable filled_, emptied_;
  std::vector<Segment> segments_;
  std::size_t bytes_ = 0;
  bool closed_ = false;
  bool discarding_ = false;
};

}  // namespace schedlitmus::process
