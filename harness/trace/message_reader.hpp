// A trace whose writes arrive one by one, each with the process that made it
// (a SOCK_SEQPACKET socket with SO_PASSCRED as the program's stderr). Nothing
// tears: processes come apart by pid, and within a process the runtime's pieces
// are told from what other threads write between them.
//
//   (100, "SCHED ") (100, "12") (101, "log of a child\n") (100, "ms: gomaxprocs=") ...
//
// What is done where a message could be either:
//   - The message can be the next piece, and a second one comes that can be it
//     too ("4", then "17"): one is foreign. The line is lost and counted
//     (torn_header, torn_line), unless both say the same or one is the release's
//     "none" (nil, before 1.20 "-" "1"), which no other writer writes alone.
//   - A trace line that is in one message, or in pieces cut elsewhere (a service
//     that prints what it reads from its child's pipe), is read as bytes are,
//     apart from the process's own lines and with the care of the byte reader.
//   - The clock starts anew (exec): time_backwards is counted, and the samples
//     have the next `image`.
// An empty message is a write too: 1.2 prints an empty wait reason so. It is not
// the end of the stream.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "trace/health.hpp"
#include "trace/reader.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::trace {

/// The samples have their pid. Text comes line by line for each process, in
/// the process's order. Memory is bounded by one sample for each process that
/// writes, of at most 64: then the one that has been silent longest counts as
/// ended.
class MessageReader {
 public:
  explicit MessageReader(Sink& sink);
  ~MessageReader();
  MessageReader(const MessageReader&) = delete;
  MessageReader& operator=(const MessageReader&) = delete;

  /// One write of the process.
  void feed(std::int32_t pid, std::string_view message);
  /// All processes have ended; each one's last line may be cut.
  void finish();
  /// One account of all processes. second_process: a sample of another process
  /// than the sample before it.
  [[nodiscard]] const Health& health() const;
  /// The process that printed a SCHED line first: the program.
  [[nodiscard]] std::optional<std::int32_t> first_pid() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace schedlitmus::trace
