// A trace from a file, a pipe or a log.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "support/result.hpp"
#include "trace/health.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::cli {

struct TraceInput {
  std::string path;          ///< a file, or "-" for standard input
  std::string log = "auto";  ///< see trace::parse_log_form()
  std::string process;       ///< of a log that tells processes apart: see trace::LogOptions
};

/// What reading a trace told besides its samples.
struct TraceRead {
  trace::Health health;
  std::string process;       ///< the one whose samples were given, where a log told several apart; empty: all
  bool interrupted = false;  ///< it was ended by Ctrl-C, not by its end
};

/// Whose samples are wanted of a log with several processes, if none is named.
enum class Whose : std::uint8_t { all, first };

/// Reads to the end, or until process::interrupted(): what came until then, and
/// within a second, counts, as a pipeline's Ctrl-C is for the program, too.
[[nodiscard]] Result<TraceRead> read_samples(const TraceInput& input, Whose whose, trace::Sink& sink);

struct Following {
  /// Before the first sample: where the account of the trace so far comes from, until `end`.
  std::function<void(std::function<trace::Health()> account)> begin;
  /// Asked after each chunk, and several times a second.
  std::function<bool()> enough;
  std::function<void()> end;  ///< after the last sample
};
/// Reads what comes until the end of a pipe, process::interrupted(), or enough. A file that ends is waited at for
/// more, see GrowingFile.
[[nodiscard]] Result<TraceRead> follow_samples(const TraceInput& input, trace::Sink& sink, const Following& following);

/// "web-1 (of 2 in a log of the form compose)", or "": how the trace came, for a person.
[[nodiscard]] std::string describe(const TraceRead& read);

/// Reads a file, or standard input for "-", in chunks to its end. A pipe's or a terminal's ends also with
/// process::interrupted().
[[nodiscard]] Result<void> read_trace(const std::string& path, const std::function<void(std::string_view)>& take);

}  // namespace schedlitmus::cli
