// Empties a program's two pipes, lazily, until their end.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

#include "process/descriptor.hpp"
#include "process/stream_queue.hpp"

namespace schedlitmus::process {

/// A thread that reads all there is, waits 2 ms, and reads again: the runtime
/// writes each print argument by itself with the scheduler's lock held, and a
/// reader that blocks in read(2) would be woken by every one of them.
class Drain {
 public:
  /// `on_limit` is called once, on the drain's thread, when both streams
  /// together exceed max_output; what is beyond is read, counted and dropped.
  Drain(Descriptor out, Descriptor err, std::uint64_t max_output, StreamQueue& queue, std::function<void()> on_limit);
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

 private:
  struct Source {
    Stream stream = Stream::out;
    Descriptor pipe;
    std::uint64_t bytes = 0;
  };

  void loop();
  std::size_t read_some(Source& source);
  void keep(Stream stream, std::string_view bytes);

  Source sources_[2];
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
