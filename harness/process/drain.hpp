// Empties a program's two streams, lazily, until their end.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "process/channel.hpp"
#include "process/message_receiver.hpp"
#include "process/stream_queue.hpp"

namespace schedlitmus::process {

/// A thread that reads all there is, waits some milliseconds, and reads again: the runtime
/// writes each print argument by itself with the scheduler's lock held, and a
/// reader that blocks in read(2) would be woken by every one of them.
class Drain {
 public:
  /// `on_limit` is called once, on the drain's thread, when both streams
  /// together exceed max_output; what is beyond is read, counted and dropped.
  Drain(Channel out, Channel err, std::uint64_t max_output, StreamQueue& queue, std::function<void()> on_limit);
  Drain(const Drain&) = delete;
  Drain& operator=(const Drain&) = delete;
  /// Drops what is left, as finish() does.
  ~Drain();

  /// No process of the run is left: reads what is there and stops, though
  /// someone outside may hold a pipe open. Safe from any thread.
  void finish();
  /// Waits for the thread; the counts are final then.
  void join();

  [[nodiscard]] std::uint64_t stdout_bytes() const { return sources_[0].bytes; }
  [[nodiscard]] std::uint64_t stderr_bytes() const { return sources_[1].bytes; }
  /// Turns that found as much of stderr as the kernel keeps, or nearly.
  [[nodiscard]] std::uint64_t stderr_full() const { return sources_[1].full; }

 private:
  struct Source {
    Stream stream = Stream::out;
    Channel channel;
    std::uint64_t bytes = 0;
    std::uint64_t full = 0;
  };

  void loop();
  /// Below a second; finish() ends it.
  void rest(std::chrono::nanoseconds pause) const;
  /// Reads what is there; gives it as a part of the channel's room.
  double read_some(Source& source);
  /// Give what they took of the channel's room.
  std::size_t read_pipe(Source& source);
  std::size_t read_messages(Source& source);
  /// The part of these bytes that is within the limit.
  [[nodiscard]] std::string_view within_limit(std::string_view bytes);

  Source sources_[2];
  std::unique_ptr<MessageReceiver> messages_;  ///< of a stderr by messages
  const std::uint64_t max_output_;
  std::uint64_t kept_ = 0;
  bool over_limit_ = false;
  StreamQueue& queue_;
  std::function<void()> on_limit_;
  Descriptor wake_;
  std::atomic<bool> finishing_{false};
  std::vector<char> buffer_;
  std::thread thread_;
};

}  // namespace schedlitmus::process
