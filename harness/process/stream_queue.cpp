#include "process/stream_queue.hpp"

#include <utility>

namespace schedlitmus::process {
namespace {

/// Larger pieces are not joined: growing them would copy again and again.
constexpr std::size_t kSegmentBytes = 1U << 20U;

}  // namespace

void StreamQueue::put(Stream stream, std::string_view bytes) {
  std::unique_lock lock(mutex_);
  emptied_.wait(lock, [this] { return bytes_ < bound_ || discarding_; });
  if (discarding_) return;
  if (segments_.empty() || segments_.back().stream != stream || segments_.back().bytes.size() >= kSegmentBytes) {
    segments_.push_back({stream, {}});
  }
  segments_.back().bytes.append(bytes);
  const bool was_empty = bytes_ == 0;
  bytes_ += bytes.size();
  lock.unlock();
  if (was_empty) filled_.notify_one();
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
