// The messages of one process: its own trace lines, which come in pieces, and
// everything else, which is read as bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trace/assembler.hpp"
#include "trace/health.hpp"
#include "trace/piece_line.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::trace {

class ProcessMessages {
 public:
  ProcessMessages(Sink& sink, Health& account, std::int32_t pid);

  void feed(std::string_view message);
  void finish();
  [[nodiscard]] std::int32_t pid() const { return pid_; }
  /// A SCHED line of its own was begun, beyond doubt.
  [[nodiscard]] bool has_header() const { return has_header_; }

 private:
  void outside_line(std::string_view message);
  void inside_line(std::string_view message);
  void begin(std::string_view message);
  void foreign(std::string_view message);
  void complete();
  /// The line will not be completed: what it was is lost, or is text.
  void give_up();
  void give_back();
  [[nodiscard]] bool challenged_by(std::string_view message);
  [[nodiscard]] bool continues_as_bytes(std::string_view message) const;
  void bound_memory();
  void flush_foreign();

  /// A "SCHED " inside a line, and what came behind it: the line was cut and
  /// the next one begins, or another writer wrote that.
  struct Challenge {
    std::vector<std::string> messages;  ///< empty: none
    std::size_t all = 0;                ///< sizes of all_ and foreign_ before it
    std::size_t foreign = 0;
  };

  std::int32_t pid_;
  Assembler own_;
  Reader bytes_;
  PieceLine line_;
  Challenge challenge_;
  std::vector<std::string> uncertain_;  ///< the messages before it was sure that a line has begun
  std::string all_;                     ///< what came since the line began
  std::string foreign_;                 ///< of that, what is not the line's
  bool all_kept_ = true;
  bool in_line_ = false;
  bool behind_details_ = false;  ///< P, M and G lines can come
  bool has_header_ = false;
  int late_ = 0;  ///< for so many messages the last line's last value may still come
};

}  // namespace schedlitmus::trace
