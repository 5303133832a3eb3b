// A piece of what a program wrote.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schedlitmus::process {

enum class Stream : std::uint8_t { out, err };

/// A message's place in its segment follows from the ones before it.
struct MessageHead {
  std::int32_t pid = 0;
  std::uint32_t bytes = 0;
  bool operator==(const MessageHead&) const = default;
};

struct Segment {
  Stream stream = Stream::out;
  std::string bytes;
  std::vector<MessageHead> messages;  ///< none: a stream without bounds

  bool operator==(const Segment&) const = default;
};

/// Segments as bytes, and back; nothing: not made by encode().
[[nodiscard]] std::string encode(const std::vector<Segment>& segments);
[[nodiscard]] std::optional<std::vector<Segment>> decode(std::string_view bytes);

}  // namespace schedlitmus::process
