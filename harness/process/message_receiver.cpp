#include "process/message_receiver.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

namespace schedlitmus::process {
namespace {

/// So much received means that slots may have grown by more than a page each.
constexpr std::size_t kWorthShrinking = 4U << 20U;

}  // namespace

MessageReceiver::MessageReceiver()
    : slots_(static_cast<char*>(::mmap(nullptr, kBatch * kSlotBytes, PROT_READ | PROT_WRITE,
                                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0))) {
  if (slots_ == MAP_FAILED) throw std::bad_alloc();
  for (std::size_t i = 0; i < kBatch; ++i) {
    pieces_[i] = {slots_ + i * kSlotBytes, kSlotBytes};
    headers_[i].msg_hdr.msg_iov = &pieces_[i];
    headers_[i].msg_hdr.msg_iovlen = 1;
    headers_[i].msg_hdr.msg_control = controls_[i].bytes;
  }
}

MessageReceiver::~MessageReceiver() { ::munmap(slots_, kBatch * kSlotBytes); }

std::span<const Message> MessageReceiver::receive(int socket) {
  for (auto& header : headers_) {
    header.msg_hdr.msg_controllen = kControlBytes;
  }
  int count = -1;
  do {
    count = ::recvmmsg(socket, headers_.data(), kBatch, MSG_DONTWAIT, nullptr);
  } while (count < 0 && errno == EINTR);
  if (count < 0) {
    at_end_ = errno != EAGAIN && errno != EWOULDBLOCK;
    return {};
  }
  std::size_t received = 0;
  for (; received < static_cast<std::size_t>(count); ++received) {
    const mmsghdr& header = headers_[received];
    // The end looks like an empty message, but has no writer.
    if (header.msg_len == 0 && header.msg_hdr.msg_controllen == 0) {
      at_end_ = true;
      break;
    }
    messages_[received] = {writer_of(header.msg_hdr), {slots_ + received * kSlotBytes, header.msg_len}};
    received_bytes_ += header.msg_len;
  }
  return {messages_.data(), received};
}

std::int32_t MessageReceiver::writer_of(const msghdr& header) {
  const cmsghdr* control = CMSG_FIRSTHDR(&header);
  if (control == nullptr || control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_CREDENTIALS) return 0;
  ucred writer{};
  std::memcpy(&writer, CMSG_DATA(control), sizeof writer);
  return writer.pid;
}

void MessageReceiver::shrink() {
  if (received_bytes_ < kWorthShrinking) return;
  received_bytes_ = 0;
  ::madvise(slots_, kBatch * kSlotBytes, MADV_DONTNEED);
}

}  // namespace schedlitmus::process
