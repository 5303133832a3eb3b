#include "process/channel.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <system_error>
#include <vector>

namespace schedlitmus::process {
namespace {

/// More than a detailed trace of thousands of goroutines writes between two reads.
constexpr int kPipeBytes = 1 << 20;
/// The kernel doubles it: 21,846 small messages. Without privileges it is
/// net.core.wmem_max at most, 555 messages where that has not been raised.
constexpr int kSocketBytes = 8 << 20;
/// No kernel so far takes a larger message than 4 MiB and some pages.
constexpr std::size_t kLargestTried = 4U << 20U;
/// What the kernel's buffer of a message has besides it.
constexpr std::size_t kBufferHead = 256;
constexpr std::size_t kBufferTail = 320;

tl::unexpected<Error> system_failure(const std::string& doing, int error, const std::string& where) {
  return fail(doing + ": " + std::system_category().message(error), where);
}

Result<Channel> open_pipe(const std::string& where) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return system_failure("cannot make a pipe", errno, where);
  Channel channel{Descriptor(ends[0]), Descriptor(ends[1]), Capture::pipe};
  ::fcntl(ends[1], F_SETPIPE_SZ, kPipeBytes);  // refused over the user's limit: the usual 64 KiB do, at a cost
  channel.room = static_cast<std::size_t>(std::max(::fcntl(ends[1], F_GETPIPE_SZ), 1 << 16));
  return channel;
}

int buffer_of(int socket) {
  int bytes = 0;
  socklen_t size = sizeof bytes;
  return ::getsockopt(socket, SOL_SOCKET, SO_SNDBUF, &bytes, &size) == 0 ? bytes : 0;
}

/// A message waits in the writer's account, so it is the writer's buffer that counts.
void raise_buffer(int socket) {
  if (::setsockopt(socket, SOL_SOCKET, SO_SNDBUFFORCE, &kSocketBytes, sizeof kSocketBytes) == 0) return;
  ::setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &kSocketBytes, sizeof kSocketBytes);
}

bool make_pair(int (&ends)[2]) {
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return false;
  raise_buffer(ends[1]);
  return true;
}

/// Tried out, for the limit is the smaller one of the buffer and of what the
/// kernel can have in one piece.
std::size_t largest_message() {
  const std::vector<char> bytes(kLargestTried);
  for (std::size_t size = kLargestTried; size > 1; size /= 2) {
    int ends[2];
    if (!make_pair(ends)) return 0;
    const Descriptor reads(ends[0]);
    const Descriptor writes(ends[1]);
    if (::send(writes.get(), bytes.data(), size, MSG_DONTWAIT | MSG_NOSIGNAL) == static_cast<ssize_t>(size))
      return size;
  }
  return 0;
}

Result<Channel> open_messages(const std::string& where) {
  int ends[2];
  if (!make_pair(ends)) return system_failure("cannot make a socket", errno, where);
  Channel channel{Descriptor(ends[0]), Descriptor(ends[1]), Capture::messages};
  const int on = 1;
  if (::setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0) {
    return system_failure("cannot ask for the writers of a socket", errno, where);
  }
  ::shutdown(ends[0], SHUT_WR);  // a program that reads from its stderr is not to wait for us
  static const std::size_t largest = largest_message();
  channel.room = static_cast<std::size_t>(std::max(buffer_of(ends[1]), 1));
  channel.max_message = largest;
  return channel;
}

}  // namespace

Result<Channel> open_channel(Capture capture, const std::string& where) {
  auto channel = capture == Capture::messages ? open_messages(where) : open_pipe(where);
  if (channel) ::fcntl(channel->ours.get(), F_SETFL, O_NONBLOCK);
  return channel;
}

std::size_t charge_of(std::size_t message_bytes) { return kBufferHead + std::bit_ceil(message_bytes + kBufferTail); }

}  // namespace schedlitmus::process
