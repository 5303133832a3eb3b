// Receives messages and their writers, many with one call.
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace schedlitmus::process {

struct Message {
  std::int32_t pid = 0;  ///< of the writer, 0 where the kernel does not say
  std::string_view bytes;
};

class MessageReceiver {
 public:
  MessageReceiver();
  ~MessageReceiver();
  MessageReceiver(const MessageReceiver&) = delete;
  MessageReceiver& operator=(const MessageReceiver&) = delete;

  /// What is there, up to a batch, without waiting, empty messages too; valid
  /// until the next call. None: nothing is there now, or see at_end().
  [[nodiscard]] std::span<const Message> receive(int socket);
  /// No process has the other end any more.
  [[nodiscard]] bool at_end() const { return at_end_; }
  /// Gives the memory of large messages back; what receive() gave is gone then.
  void shrink();

 private:
  static constexpr std::size_t kBatch = 16;
  /// Room for one message: more than a kernel lets through.
  static constexpr std::size_t kSlotBytes = (4U << 20U) + (256U << 10U);
  /// A control buffer that has no room for descriptors: a program cannot give us any.
  static constexpr std::size_t kControlBytes = CMSG_SPACE(sizeof(ucred));

  [[nodiscard]] static std::int32_t writer_of(const msghdr& header);

  char* slots_;  ///< reserved, and real only where a message was written
  std::array<iovec, kBatch> pieces_{};
  std::array<mmsghdr, kBatch> headers_{};
  struct alignas(cmsghdr) Control {
    char bytes[kControlBytes];
  };
  std::array<Control, kBatch> controls_{};
  std::array<Message, kBatch> messages_;
  std::size_t received_bytes_ = 0;
  bool at_end_ = false;
};

}  // namespace schedlitmus::process
