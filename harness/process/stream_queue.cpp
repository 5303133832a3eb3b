#include "process/stream_queue.hpp"

#include <utility>

namespace schedlitmus::process {
namespace {

/// Larger pieces are not joined: growing them would copy again and again.
constexpr std::size_t kSegmentBytes = 1U << 20U;

}  // namespace

bool StreamQueue::wait_for_room(std::unique_lock<std::mutex>& lock) {
  emptied_.wait(lock, [this] { return bytes_ < bound_ || discarding_; });
  return !discarding_;
}

Segment& StreamQueue::segment_of(Stream stream, bool with_messages) {
  if (segments_.empty() || segments_.back().stream != stream || segments_.back().bytes.size() >= kSegmentBytes ||
      segments_.back().messages.empty() == with_messages) {
    segments_.push_back({stream, {}, {}});
  }
  return segments_.back();
}

void StreamQueue::added(std::unique_lock<std::mutex> lock, std::size_t bytes) {
  const bool was_empty = bytes_ == 0;
  bytes_ += bytes;
  lock.unlock();
  if (was_empty) filled_.notify_one();
}

void StreamQueue::put(Stream stream, std::string_view bytes) {
  std::unique_lock lock(mutex_);
  if (!wait_for_room(lock)) return;
  segment_of(stream, false).bytes.append(bytes);
  added(std::move(lock), bytes.size());
}

void StreamQueue::put_message(std::int32_t pid, std::string_view message) {
  std::unique_lock lock(mutex_);
  if (!wait_for_room(lock)) return;
  Segment& segment = segment_of(Stream::err, true);
  segment.bytes.append(message);
  segment.messages.push_back({pid, static_cast<std::uint32_t>(message.size())});
  added(std::move(lock), message.size() + sizeof(MessageHead));
}

void StreamQueue::close() {
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
  }
  filled_.notify_one();
}

std::vector<Segment> StreamQueue::take() {
  std::vector<Segment> taken;
  {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return bytes_ > 0 || closed_; });
    taken.swap(segments_);
    bytes_ = 0;
  }
  emptied_.notify_one();
  return taken;
}

void StreamQueue::discard() {
  {
    const std::scoped_lock lock(mutex_);
    discarding_ = true;
    segments_.clear();
    bytes_ = 0;
  }
  emptied_.notify_one();
}

}  // namespace schedlitmus::process
