// journalctl -o export: fields, one a line, and an empty line behind each entry:
//   __REALTIME_TIMESTAMP=1763805600000000
//   _PID=123
//   SYSLOG_IDENTIFIER=unit
//   MESSAGE=SCHED 0ms: gomaxprocs=2 ...
// A value that is not text stands behind its name's line: its length in eight
// bytes, the least first, the value, and a line end.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "trace/log_layer.hpp"

namespace schedlitmus::trace {

/// Bytes in chunks of any size. Of each value no more is kept than a line of a
/// trace can be long.
class JournalExport {
 public:
  using Take = std::function<void(LogLine&)>;
  explicit JournalExport(Take take) : take_(std::move(take)) {}

  void feed(std::string_view bytes);
  /// What there is of the last entry.
  void finish();

 private:
  void line(std::string_view text);
  void field(std::string_view name, std::string_view value);
  void end_entry();
  std::string_view take_length(std::string_view bytes);
  std::string_view take_value(std::string_view bytes);
  void keep(std::string_view bytes);

  enum class State : std::uint8_t { line, length, value };
  Take take_;
  State state_ = State::line;
  std::string kept_;  ///< of the line, length or value under way
  std::string name_;  ///< of that value
  std::uint64_t left_ = 0;
  std::string message_, source_, unit_;
  std::int32_t pid_ = 0;
  bool has_message_ = false;
};

}  // namespace schedlitmus::trace
