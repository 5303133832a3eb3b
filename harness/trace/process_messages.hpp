// The messages of one process: its own trace lines, which come in pieces, and
// everything else, which is read as bytes.
#pragma once

#include <cstdint>
#include <optional>
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
  /// A message since the line began.
  struct Write {
    std::string text;
    bool own = true;  ///< a part of the line
  };

  void begin(std::string_view message);
  void inside_line(std::string_view message);
  [[nodiscard]] PieceLine::Step step(std::string_view message);
  [[nodiscard]] bool begins_next(std::string_view message) const;
  [[nodiscard]] bool challenged_by(std::string_view message);
  [[nodiscard]] bool continues_as_bytes(std::string_view message) const;
  /// False: too much came for a line that is not even certain.
  [[nodiscard]] bool bound_memory();
  void end_line();
  void complete();
  /// The line will not be completed: what it was is lost, or is text.
  void give_up();
  void give_back();
  void pass_on_foreign();

  std::int32_t pid_;
  Assembler own_;
  Reader bytes_;
  PieceLine line_;
  std::vector<Write> writes_;
  std::size_t passed_on_ = 0;  ///< messages of the line that writes_ no longer has
  std::size_t held_ = 0;       ///< bytes in writes_
  /// Where in writes_ a "SCHED " stands inside the line: the line was cut and
  /// the next one begins there, or another writer wrote that.
  std::optional<std::size_t> challenge_;
  bool in_line_ = false;
  bool behind_details_ = false;  ///< P, M and G lines can come
  bool has_header_ = false;
  int late_ = 0;  ///< messages since the line had its end, perhaps
};

}  // namespace schedlitmus::trace
