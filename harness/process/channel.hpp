// What a stream of the program goes through: a pipe or a socket.
#pragma once

#include <cstddef>
#include <string>

#include "process/descriptor.hpp"
#include "process/launcher.hpp"

namespace schedlitmus::process {

struct Channel {
  Descriptor ours;      ///< the reading end, not blocking
  Descriptor programs;  ///< the writing end, blocking, as a program expects
  Capture capture = Capture::pipe;
  std::size_t room = 0;         ///< what the kernel keeps of it, in its own count: see charge_of()
  std::size_t max_message = 0;  ///< of messages: bytes of the largest that passes
};

/// As large as the system allows. `where` is for the error.
[[nodiscard]] Result<Channel> open_channel(Capture capture, const std::string& where);

/// What a message of that size takes of a socket's room: the kernel's buffers
/// are powers of two, with a head. An estimate from Linux 5 and 6.
[[nodiscard]] std::size_t charge_of(std::size_t message_bytes);

}  // namespace schedlitmus::process
