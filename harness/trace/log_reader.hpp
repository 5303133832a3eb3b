// A trace as it comes out of a log: what the log put before each line is taken
// off, and the processes that it tells apart are read apart.
//
// A plain trace is handed on to the reader as it is. A line that has not the
// log's form is handed on, too, to a reader of its own, so that a wrong guess
// leaves a plain trace's lines together.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "trace/health.hpp"
#include "trace/log_form.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::trace {

struct LogOptions {
  std::optional<LogForm> form;  ///< none: found from the first lines, 64 KiB at most
  /// Only this process: its pid, or a part of its container's or unit's name,
  /// of several the first with a sample. Empty: see one_process.
  std::string process;
  bool one_process = false;  ///< without a name: the first with a sample, or all
  /// When the one is silent while another of the same name gives three samples, it was started anew, and that is
  /// the one from then on.
  bool successors = false;
};

/// Memory is bounded by one sample of each process that writes, of at most
/// kMaxWriters: then the one that has been silent longest counts as ended. No
/// line of more than 2 MiB is looked into.
class LogReader {
 public:
  LogReader(Sink& sink, LogOptions options);
  ~LogReader();
  LogReader(const LogReader&) = delete;
  LogReader& operator=(const LogReader&) = delete;

  void feed(std::string_view bytes);
  void finish();
  /// Of the one process where one is wanted and was seen, else of all; the form, the bytes and the writers of all.
  [[nodiscard]] Health health() const;
  /// The one process whose samples are given: "unit[123]". Empty: all, none so far, or the log does not tell.
  [[nodiscard]] std::string chosen() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace schedlitmus::trace
