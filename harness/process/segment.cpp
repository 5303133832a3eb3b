#include "process/segment.hpp"

#include <cstring>
#include <type_traits>

namespace schedlitmus::process {
namespace {

struct Head {
  std::uint64_t bytes;
  std::uint64_t messages;
  std::uint64_t stream;
};
static_assert(std::is_trivially_copyable_v<Head> && std::is_trivially_copyable_v<MessageHead>);

void append(std::string& text, const void* from, std::size_t size) {
  text.append(static_cast<const char*>(from), size);
}

bool take(std::string_view& bytes, void* to, std::size_t size) {
  if (bytes.size() < size) return false;
  std::memcpy(to, bytes.data(), size);
  bytes.remove_prefix(size);
  return true;
}

}  // namespace

std::string encode(const std::vector<Segment>& segments) {
  std::size_t size = 0;
  for (const auto& segment : segments) {
    size += sizeof(Head) + segment.messages.size() * sizeof(MessageHead) + segment.bytes.size();
  }
  std::string text;
  text.reserve(size);
  for (const auto& segment : segments) {
    const Head head{segment.bytes.size(), segment.messages.size(), static_cast<std::uint64_t>(segment.stream)};
    append(text, &head, sizeof head);
    append(text, segment.messages.data(), segment.messages.size() * sizeof(MessageHead));
    text += segment.bytes;
  }
  return text;
}

std::optional<std::vector<Segment>> decode(std::string_view bytes) {
  std::vector<Segment> segments;
  while (!bytes.empty()) {
    Head head{};
    if (!take(bytes, &head, sizeof head) || head.stream > 1 || head.bytes > bytes.size() ||
        head.messages > bytes.size() / sizeof(MessageHead)) {
      return std::nullopt;
    }
    Segment segment{static_cast<Stream>(head.stream), {}, std::vector<MessageHead>(head.messages)};
    if (head.messages > 0 && !take(bytes, segment.messages.data(), head.messages * sizeof(MessageHead))) {
      return std::nullopt;
    }
    if (head.bytes > bytes.size()) return std::nullopt;
    segment.bytes = bytes.substr(0, head.bytes);
    bytes.remove_prefix(head.bytes);
    segments.push_back(std::move(segment));
  }
  return segments;
}

}  // namespace schedlitmus::process
