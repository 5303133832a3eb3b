#include "process/drain.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

namespace schedlitmus::process {
namespace {

constexpr std::size_t kReadBytes = 256U << 10U;
/// A turn reads no more of one stream before it looks at the other.
constexpr std::size_t kTurnBytes = 4U << 20U;
/// So much in one turn means that the next pipeful is on its way.
constexpr std::size_t kBusyBytes = 256U << 10U;
constexpr std::chrono::milliseconds kPause{2};

}  // namespace

Drain::Drain(Descriptor out, Descriptor err, std::uint64_t max_output, StreamQueue& queue,
             std::function<void()> on_limit)
    : sources_{{Stream::out, std::move(out), 0}, {Stream::err, std::move(err), 0}},
      max_output_(max_output),
      queue_(queue),
      on_limit_(std::move(on_limit)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      buffer_(kReadBytes),
      thread_([this] { loop(); }) {}

Drain::~Drain() {
  if (thread_.joinable()) {
    queue_.discard();
    finish();
    join();
  }
}

void Drain::finish() {
  finishing_.store(true);
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_.get(), &one, sizeof one);
}

void Drain::join() { thread_.join(); }

void Drain::loop() {
  while (sources_[0].pipe || sources_[1].pipe) {
    pollfd ready[3] = {
        {sources_[0].pipe.get(), POLLIN, 0}, {sources_[1].pipe.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}};
    ::poll(ready, 3, -1);
    // Looked at before reading: what was written before the end is read after it.
    const bool finishing = finishing_.load();
    const std::size_t got = read_some(sources_[0]) + read_some(sources_[1]);
    if (finishing && got == 0) break;
    if (!finishing && got < kBusyBytes) std::this_thread::sleep_for(kPause);
  }
  queue_.close();
}

std::size_t Drain::read_some(Source& source) {
  std::size_t got = 0;
  while (source.pipe && got < kTurnBytes) {
    const ssize_t size = ::read(source.pipe.get(), buffer_.data(), buffer_.size());
    if (size > 0) {
      got += static_cast<std::size_t>(size);
      source.bytes += static_cast<std::size_t>(size);
      keep(source.stream, {buffer_.data(), static_cast<std::size_t>(size)});
    } else if (size == 0 || (errno != EINTR && errno != EAGAIN)) {
      source.pipe.reset();
    } else if (errno == EAGAIN) {
      break;
    }
  }
  return got;
}

void Drain::keep(Stream stream, std::string_view bytes) {
  const std::size_t room = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), max_output_ - kept_));
  kept_ += room;
  if (room > 0) queue_.put(stream, bytes.substr(0, room));
  if (room < bytes.size() && !std::exchange(over_limit_, true)) on_limit_();
}

}  // namespace schedlitmus::process
