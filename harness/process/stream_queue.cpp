#include "process/stream_queue.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace schedlitmus::process {
namespace {

/// Larger pieces are not joined: growing them would copy again and again.
constexpr std::size_t kSegmentBytes = 1U << 20U;
constexpr std::size_t kMaxBlockBytes = 1U << 20U;

}  // namespace

StreamQueue::StreamQueue(std::size_t bound, std::string spill_folder)
    : bound_(bound),
      block_bytes_(std::clamp<std::size_t>(bound / 16, 1, kMaxBlockBytes)),
      file_(std::move(spill_folder)) {}

Segment& StreamQueue::Piece::segment(Stream stream, bool with_messages) {
  if (segments.empty() || segments.back().stream != stream || segments.back().bytes.size() >= kSegmentBytes ||
      segments.back().messages.empty() == with_messages) {
    segments.push_back({stream, {}, {}});
  }
  return segments.back();
}

StreamQueue::Piece* StreamQueue::place_for_more() {
  if (discarding_) return nullptr;
  const bool spilling = !blocks_.empty() || newest_.bytes > 0;
  return spilling || oldest_.bytes >= bound_ ? &newest_ : &oldest_;
}

void StreamQueue::put(Stream stream, std::string_view bytes) {
  Lock lock(mutex_);
  Piece* piece = place_for_more();
  if (piece == nullptr) return;
  piece->segment(stream, false).bytes.append(bytes);
  piece->bytes += bytes.size();
  if (newest_.bytes >= block_bytes_) spill(lock);
}

void StreamQueue::put_message(std::int32_t pid, std::string_view message) {
  Lock lock(mutex_);
  Piece* piece = place_for_more();
  if (piece == nullptr) return;
  Segment& segment = piece->segment(Stream::err, true);
  segment.bytes.append(message);
  segment.messages.push_back({pid, static_cast<std::uint32_t>(message.size())});
  piece->bytes += message.size() + sizeof(MessageHead);
  if (newest_.bytes >= block_bytes_) spill(lock);
}

void StreamQueue::flush() { filled_.notify_one(); }

std::uint64_t StreamQueue::place_on_disk() const {
  return std::accumulate(blocks_.begin(), blocks_.end(), blocks_begin_);
}

void StreamQueue::spill(Lock& lock) {
  if (blocks_.empty()) blocks_begin_ = 0;
  const std::uint64_t place = place_on_disk();
  // Not in newest_ while the lock is open: the taker would overtake the disk.
  Piece piece = std::exchange(newest_, {});
  lock.unlock();
  const std::string block = encode(piece.segments);
  const bool written = file_.write(place, block);
  lock.lock();
  if (discarding_) return;
  if (written) {
    blocks_.push_back(block.size());
    spilled_bytes_ += piece.bytes;
    return;
  }
  filled_.notify_one();
  const auto begin = std::chrono::steady_clock::now();
  emptied_.wait(lock, [this] { return (oldest_.bytes == 0 && blocks_.empty()) || discarding_; });
  waited_ += std::chrono::steady_clock::now() - begin;
  if (!discarding_) oldest_ = std::move(piece);
}

void StreamQueue::close() {
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
  }
  filled_.notify_one();
}

std::vector<Segment> StreamQueue::take() {
  Lock lock(mutex_);
  filled_.wait(lock, [this] { return oldest_.bytes > 0 || !blocks_.empty() || newest_.bytes > 0 || closed_; });
  std::vector<Segment> taken;
  if (oldest_.bytes > 0) {
    taken = std::exchange(oldest_, {}).segments;
  } else if (!blocks_.empty()) {
    taken = read_back(lock);
  } else {
    taken = std::exchange(newest_, {}).segments;
  }
  lock.unlock();
  emptied_.notify_one();
  return taken;
}

std::vector<Segment> StreamQueue::read_back(Lock& lock) {
  const std::uint64_t place = blocks_begin_;
  const std::uint64_t size = blocks_.front();
  lock.unlock();
  std::string block;
  auto segments = file_.read(place, size, block) ? decode(block) : std::nullopt;
  file_.forget(place, size);
  lock.lock();
  if (!segments) {
    lost_ = true;
    drop_all();
    return {};
  }
  if (!blocks_.empty()) {
    blocks_.pop_front();
    blocks_begin_ += size;
  }
  return std::move(*segments);
}

void StreamQueue::drop_all() {
  discarding_ = true;
  oldest_ = {};
  newest_ = {};
  blocks_.clear();
}

void StreamQueue::discard() {
  {
    const std::scoped_lock lock(mutex_);
    drop_all();
  }
  emptied_.notify_one();
}

std::uint64_t StreamQueue::spilled_bytes() const {
  const std::scoped_lock lock(mutex_);
  return spilled_bytes_;
}

std::chrono::nanoseconds StreamQueue::waited() const {
  const std::scoped_lock lock(mutex_);
  return waited_;
}

bool StreamQueue::lost() const {
  const std::scoped_lock lock(mutex_);
  return lost_;
}

}  // namespace schedlitmus::process
