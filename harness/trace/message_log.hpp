// A capture of messages as bytes, to keep and to read again:
//   "SLM1", then for each message a number 2 * size + (the pid changes ? 1 : 0),
//   the pid where it changes, and the message. Numbers are in groups of seven
//   bits, the lowest first, each but the last with the top bit set (LEB128).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "support/result.hpp"
#include "trace/message_reader.hpp"

namespace schedlitmus::trace {

/// What the writer remembers from one message to the next.
struct MessageLogState {
  bool begun = false;
  std::int32_t pid = 0;
};

/// `pid` > 0. A message may be empty.
void append_message(std::string& log, MessageLogState& state, std::int32_t pid, std::string_view message);

using MessageVisitor = std::function<void(std::int32_t pid, std::string_view message)>;

/// The messages in their order. An error where the log is damaged, with the
/// byte as where; the messages before that place were visited.
[[nodiscard]] Result<void> for_each_message(std::string_view log, const MessageVisitor& visit);
/// Feeds the log to a reader; does not finish it.
[[nodiscard]] Result<void> read_message_log(std::string_view log, MessageReader& reader);
/// The messages as the plain bytes that a pipe would have carried.
[[nodiscard]] Result<std::string> flatten(std::string_view log);

}  // namespace schedlitmus::trace
