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
/// A turn reads no more of one stream before it looks at the other; nor more
/// than the kernel keeps, if that is more.
constexpr std::size_t kTurnBytes = 4U << 20U;
/// So much of the kernel's room in one turn means that the next is on its way.
constexpr double kBusy = 0.5;
/// The kernel's room is in pages, and short writes leave them incomplete.
constexpr double kFull = 0.9;
/// A detailed trace of ten thousand goroutines fills a tenth of a large pipe in
/// that time. From 0.5 to 8 ms the program was equally fast, at nine tenths of
/// its work with stderr on /dev/null; we wake less often with the longer ones.
constexpr std::chrono::microseconds kLongestPause{4000};
constexpr std::size_t kRoomyPipe = 1U << 20U;
constexpr std::size_t kRoomySocket = 4U << 20U;

/// Less room is looked at more often.
std::chrono::microseconds pause_for(const Channel& channel) {
  const std::size_t roomy = channel.capture == Capture::messages ? kRoomySocket : kRoomyPipe;
  const double part = std::min(1.0, static_cast<double>(channel.room) / static_cast<double>(roomy));
  return std::chrono::duration_cast<std::chrono::microseconds>(kLongestPause * part);
}

}  // namespace

Drain::Drain(Channel out, Channel err, std::uint64_t max_output, StreamQueue& queue, std::function<void()> on_limit)
    : sources_{{Stream::out, std::move(out)}, {Stream::err, std::move(err)}},
      max_output_(max_output),
      queue_(queue),
      on_limit_(std::move(on_limit)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      buffer_(kReadBytes) {
  if (sources_[1].channel.capture == Capture::messages) messages_ = std::make_unique<MessageReceiver>();
  thread_ = std::thread([this] { loop(); });
}

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
  const Descriptor& out = sources_[0].channel.ours;
  const Descriptor& err = sources_[1].channel.ours;
  const auto pause = std::min(pause_for(sources_[0].channel), pause_for(sources_[1].channel));
  while (out || err) {
    pollfd ready[3] = {{out.get(), POLLIN, 0}, {err.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}};
    ::poll(ready, 3, -1);
    // Looked at before reading: what was written before the end is read after it.
    const bool finishing = finishing_.load();
    const double got = read_some(sources_[0]) + read_some(sources_[1]);
    if (got > 0) queue_.flush();
    if (finishing && got == 0) break;
    if (!finishing && got < kBusy && (out || err)) rest(pause);
  }
  queue_.close();
}

void Drain::rest(std::chrono::nanoseconds pause) const {
  const timespec time{.tv_sec = 0, .tv_nsec = pause.count()};
  pollfd woken = {wake_.get(), POLLIN, 0};
  ::ppoll(&woken, 1, &time, nullptr);
}

double Drain::read_some(Source& source) {
  if (!source.channel.ours) return 0;
  const std::size_t taken = source.channel.capture == Capture::messages ? read_messages(source) : read_pipe(source);
  const double part = static_cast<double>(taken) / static_cast<double>(source.channel.room);
  if (part >= kFull) ++source.full;
  return part;
}

std::size_t Drain::read_pipe(Source& source) {
  std::size_t got = 0;
  while (source.channel.ours && got < kTurnBytes) {
    const ssize_t size = ::read(source.channel.ours.get(), buffer_.data(), buffer_.size());
    if (size > 0) {
      got += static_cast<std::size_t>(size);
      source.bytes += static_cast<std::size_t>(size);
      const auto wanted = within_limit({buffer_.data(), static_cast<std::size_t>(size)});
      if (!wanted.empty()) queue_.put(source.stream, wanted);
    } else if (size == 0 || (errno != EINTR && errno != EAGAIN)) {
      source.channel.ours.reset();
    } else if (errno == EAGAIN) {
      break;
    }
  }
  return got;
}

std::size_t Drain::read_messages(Source& source) {
  std::size_t charge = 0;
  while (charge < std::max(kTurnBytes, source.channel.room)) {
    const auto messages = messages_->receive(source.channel.ours.get());
    for (const auto& [pid, bytes] : messages) {
      charge += charge_of(bytes.size());
      source.bytes += bytes.size();
      const auto wanted = within_limit(bytes);
      if (!wanted.empty()) queue_.put_message(pid, wanted);
    }
    if (messages_->at_end()) source.channel.ours.reset();
    if (messages.empty() || messages_->at_end()) break;
  }
  messages_->shrink();
  return charge;
}

std::string_view Drain::within_limit(std::string_view bytes) {
  const std::size_t room = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), max_output_ - kept_));
  kept_ += room;
  if (room < bytes.size() && !std::exchange(over_limit_, true)) on_limit_();
  return bytes.substr(0, room);
}

}  // namespace schedlitmus::process
