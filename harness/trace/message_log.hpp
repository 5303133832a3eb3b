// A capture of messages as bytes, to keep and to read again:
//   "SLM1", then for each message a number 2 * size + (the pid changes ? 1 : 0),
//   the pid where it changes, and the message. Numbers are in groups of seven
//   bits, the lowest first, each but the last with the top bit set (LEB128).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

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

/// More than any capture lets through.
inline constexpr std::size_t kLargestMessage = 16U << 20U;

/// Reads a log that comes in pieces; needs the memory of one message.
class MessageLogParser {
 public:
  explicit MessageLogParser(MessageVisitor visit) : visit_(std::move(visit)) {}

  /// An error where the log is damaged, with the byte as where; the messages
  /// before that place were visited. Nothing may be fed after one.
  [[nodiscard]] Result<void> feed(std::string_view piece);
  /// Likewise: the log ends here.
  [[nodiscard]] Result<void> finish();

 private:
  /// Takes the messages that are whole off `rest`.
  [[nodiscard]] Result<void> take(std::string_view& rest, bool at_end);
  /// One of them; false: it is not all there yet.
  [[nodiscard]] Result<bool> take_one(std::string_view& rest, bool at_end);
  [[nodiscard]] tl::unexpected<Error> damaged(std::string_view what, std::string_view rest) const;

  MessageVisitor visit_;
  bool begun_ = false;
  std::int32_t pid_ = 0;
  std::string pending_;    ///< was fed and not yet taken
  std::uint64_t end_ = 0;  ///< of all that was fed
};

/// The messages in their order. An error where the log is damaged, with the
/// byte as where; the messages before that place were visited.
[[nodiscard]] Result<void> for_each_message(std::string_view log, const MessageVisitor& visit);
/// Feeds the log to a reader; does not finish it.
[[nodiscard]] Result<void> read_message_log(std::string_view log, MessageReader& reader);
/// The messages as the plain bytes that a pipe would have carried.
[[nodiscard]] Result<std::string> flatten(std::string_view log);

}  // namespace schedlitmus::trace
