#include "trace/message_log.hpp"

#include <fmt/format.h>

#include <limits>
#include <optional>

namespace schedlitmus::trace {
namespace {

constexpr std::string_view kMagic = "SLM1";
constexpr unsigned kGroup = 7;
constexpr unsigned kMore = 0x80;

void append_number(std::string& log, std::uint64_t number) {
  for (; number >= kMore; number >>= kGroup) log += static_cast<char>((number & (kMore - 1)) | kMore);
  log += static_cast<char>(number);
}

/// Nothing at the end of the log, beyond 64 bits, or with a needless zero group.
std::optional<std::uint64_t> take_number(std::string_view& log) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; !log.empty() && shift < 64; shift += kGroup) {
    const auto byte = static_cast<unsigned char>(log.front());
    log.remove_prefix(1);
    const std::uint64_t group = byte & (kMore - 1);
    if (group << shift >> shift != group || (byte == 0 && shift > 0)) return std::nullopt;
    number |= group << shift;
    if ((byte & kMore) == 0) return number;
  }
  return std::nullopt;
}

}  // namespace

void append_message(std::string& log, MessageLogState& state, std::int32_t pid, std::string_view message) {
  if (!state.begun) log += kMagic;
  const bool changes = !state.begun || pid != state.pid;
  append_number(log, message.size() * 2 + (changes ? 1 : 0));
  if (changes) append_number(log, static_cast<std::uint64_t>(pid));
  log += message;
  state = {.begun = true, .pid = pid};
}

Result<void> for_each_message(std::string_view log, const MessageVisitor& visit) {
  auto rest = log;
  const auto damaged = [&](std::string_view what) {
    return fail(fmt::format("the message log is damaged: {}", what), fmt::format("byte {}", log.size() - rest.size()));
  };
  if (log.empty()) return {};
  if (!rest.starts_with(kMagic)) return damaged("it does not begin with SLM1");
  rest.remove_prefix(kMagic.size());
  std::int32_t pid = 0;
  while (!rest.empty()) {
    const auto head = take_number(rest);
    if (!head) return damaged("no size of a message");
    if ((*head & 1U) != 0) {
      const auto number = take_number(rest);
      if (!number || *number == 0 || *number > std::numeric_limits<std::int32_t>::max()) return damaged("no pid");
      pid = static_cast<std::int32_t>(*number);
    }
    if (pid == 0) return damaged("the first message has no pid");
    if (*head / 2 > rest.size()) return damaged("a message is cut off");
    const auto size = static_cast<std::size_t>(*head / 2);
    visit(pid, rest.substr(0, size));
    rest.remove_prefix(size);
  }
  return {};
}

Result<void> read_message_log(std::string_view log, MessageReader& reader) {
  return for_each_message(log, [&](std::int32_t pid, std::string_view message) { reader.feed(pid, message); });
}

Result<std::string> flatten(std::string_view log) {
  std::string bytes;
  auto read = for_each_message(log, [&](std::int32_t, std::string_view message) { bytes += message; });
  if (!read) return tl::unexpected(read.error());
  return bytes;
}

}  // namespace schedlitmus::trace
