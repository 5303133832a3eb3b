// What was drained and not yet observed, in the order in which it was read.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "process/segment.hpp"
#include "process/spill_file.hpp"

namespace schedlitmus::process {

/// One thread puts, one takes. In memory up to a bound, then on disk:
///
///     take <- oldest, in memory <- blocks in the spill file <- newest, in memory <- put
class StreamQueue {
 public:
  /// `bound`: bytes that may wait in memory, and about a quarter more.
  /// `spill_folder`: see SpillFile.
  StreamQueue(std::size_t bound, std::string spill_folder);

  /// Where the disk has no room either it waits, as the last resort, until all
  /// that was put before is taken: the program stands still when its pipe is
  /// full too.
  void put(Stream stream, std::string_view bytes);
  /// Likewise, of stderr.
  void put_message(std::int32_t pid, std::string_view message);
  /// Wakes the taker, which need not see before this what was put.
  void flush();
  /// No more will be put.
  void close();
  /// Waits for bytes and gives some; empty: closed, and all was taken,
  /// or see lost().
  [[nodiscard]] std::vector<Segment> take();
  /// Drops what is queued and all that still comes.
  void discard();

  /// Bytes that went through the disk, so far.
  [[nodiscard]] std::uint64_t spilled_bytes() const;
  /// How long put() waited for room, in all.
  [[nodiscard]] std::chrono::nanoseconds waited() const;
  /// The disk did not give back what was written; nothing more will come.
  [[nodiscard]] bool lost() const;

 private:
  using Lock = std::unique_lock<std::mutex>;

  /// Segments in memory.
  struct Piece {
    std::vector<Segment> segments;
    std::size_t bytes = 0;  ///< with the heads of messages
    /// The last segment, or a new one when it is of another kind or long enough.
    Segment& segment(Stream stream, bool with_messages);
  };

  /// Where the next bytes go; nullptr: nobody wants them.
  [[nodiscard]] Piece* place_for_more();
  /// Moves the newest piece to the disk, or waits until it can be the oldest.
  void spill(Lock& lock);
  [[nodiscard]] std::uint64_t place_on_disk() const;
  /// The oldest block.
  [[nodiscard]] std::vector<Segment> read_back(Lock& lock);
  void drop_all();

  const std::size_t bound_;
  const std::size_t block_bytes_;  ///< a block on disk has this many bytes, and a put more
  mutable std::mutex mutex_;
  std::condition_variable filled_, emptied_;
  Piece oldest_;
  std::deque<std::uint64_t> blocks_;  ///< sizes of those on disk, one behind the other
  std::uint64_t blocks_begin_ = 0;    ///< where the first of them stands
  Piece newest_;
  SpillFile file_;
  std::uint64_t spilled_bytes_ = 0;
  std::chrono::nanoseconds waited_{};
  bool lost_ = false;
  bool closed_ = false;
  bool discarding_ = false;
};

}  // namespace schedlitmus::process
