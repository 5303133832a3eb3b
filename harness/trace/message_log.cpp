#include "trace/message_log.hpp"

#include <fmt/format.h>

#include <limits>
#include <optional>

namespace schedlitmus::trace {
namespace {

constexpr std::string_view kMagic = "SLM1";
constexpr unsigned kGroup = 7;
constexpr unsigned kMore = 0x80;
/// Of a message: two numbers. The magic is shorter.
constexpr std::size_t kLongestHead = 20;

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

tl::unexpected<Error> MessageLogParser::damaged(std::string_view what, std::string_view rest) const {
  return fail(fmt::format("the message log is damaged: {}", what), fmt::format("byte {}", end_ - rest.size()));
}

Result<bool> MessageLogParser::take_one(std::string_view& rest, bool at_end) {
  if (rest.size() < kLongestHead && !at_end) return false;
  auto after = rest;
  if (!begun_) {
    if (!after.starts_with(kMagic)) return damaged("it does not begin with SLM1", after);
    after.remove_prefix(kMagic.size());
    begun_ = true;
    rest = after;
    return true;
  }
  const auto head = take_number(after);
  if (!head) return damaged("no size of a message", after);
  auto pid = pid_;
  if ((*head & 1U) != 0) {
    const auto number = take_number(after);
    if (!number || *number == 0 || *number > std::numeric_limits<std::int32_t>::max()) return damaged("no pid", after);
    pid = static_cast<std::int32_t>(*number);
  }
  if (pid == 0) return damaged("the first message has no pid", after);
  if (*head / 2 > after.size()) {
    if (at_end || *head / 2 > kLargestMessage) return damaged("a message is cut off", after);
    return false;
  }
  const auto size = static_cast<std::size_t>(*head / 2);
  pid_ = pid;
  visit_(pid, after.substr(0, size));
  rest = after.substr(size);
  return true;
}

Result<void> MessageLogParser::take(std::string_view& rest, bool at_end) {
  while (!rest.empty()) {
    const auto taken = take_one(rest, at_end);
    if (!taken) return tl::unexpected(taken.error());
    if (!*taken) break;
  }
  return {};
}

Result<void> MessageLogParser::feed(std::string_view piece) {
  end_ += piece.size();
  const bool waits = !pending_.empty();
  if (waits) pending_ += piece;
  auto rest = waits ? std::string_view(pending_) : piece;
  auto taken = take(rest, false);
  if (waits) {
    pending_.erase(0, pending_.size() - rest.size());
  } else {
    pending_ = rest;
  }
  return taken;
}

Result<void> MessageLogParser::finish() {
  std::string_view rest = pending_;
  return take(rest, true);
}

Result<void> for_each_message(std::string_view log, const MessageVisitor& visit) {
  MessageLogParser parser(visit);
  if (auto fed = parser.feed(log); !fed) return fed;
  return parser.finish();
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
