// A command of the user's, launched with schedtrace on, and looked at while it
// runs: `schedlitmus run -- ./service`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "process/launcher.hpp"
#include "trace/health.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::cli {

struct ServiceOptions {
  std::vector<std::string> argv;  ///< as the user has it
  Millis period{100};
  std::optional<Millis> deadline;  ///< still running then: SIGTERM, and SIGKILL after a grace
  bool detail = true;
  std::string keep;  ///< file for its stderr as it comes; empty: none
  bool view = true;  ///< where standard error is a terminal
  bool progress = true;
  bool stdout_is_ours = false;  ///< its stdout goes to standard error, as ours is for machines to read
};

struct ServiceRun {
  process::RunRecord record;
  trace::Health health;
  std::optional<std::uint64_t> requests;  ///< of the last "measure: requests=N" on its stdout
};

/// Runs it in the user's own environment, but for schedtrace in GODEBUG. Its
/// stdout goes to ours (unless `stdout_is_ours`), and what it writes to stderr itself to ours; with a
/// view both are part of that, and what is left of them is printed at its end.
/// Its stdin is ours, unless that is a terminal: the command is not in the
/// terminal's foreground, so it gets none. SIGINT, SIGTERM and SIGHUP are
/// passed on to its process group; the second one ends it at once.
/// `sink` gets its samples and its own text.
[[nodiscard]] Result<ServiceRun> run_service(const ServiceOptions& options, const CommonOptions& common,
                                             trace::Sink& sink);

/// How the user wants it; an error names the option.
[[nodiscard]] Result<ServiceOptions> service_options(const ServiceFlags& flags, const std::string& deadline,
                                                     const CommonOptions& common);

/// GODEBUG with schedtrace in place of what `before` says of it.
[[nodiscard]] std::string godebug_with_trace(std::string_view before, Millis period, bool detail);

/// "ended with exit code 3 after 12s", for a person.
[[nodiscard]] std::string describe_end(const process::RunRecord& record);

}  // namespace schedlitmus::cli
