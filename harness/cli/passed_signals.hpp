// Signals that are for the command, not for us.
#pragma once

#include <sys/types.h>

#include "support/duration.hpp"

namespace schedlitmus::cli {

/// SIGINT, SIGTERM and SIGHUP go to the process group of the command, and the
/// second of them asks the launcher to end it at once. SIGPIPE is ignored: who
/// writes sees the error.
class PassedSignals {
 public:
  PassedSignals();
  ~PassedSignals();
  PassedSignals(const PassedSignals&) = delete;
  PassedSignals& operator=(const PassedSignals&) = delete;

  /// From now on they are passed to this group; those that came before, too.
  static void pass_to(pid_t group);
  /// A signal of ours to the group.
  static void send(int signal);
  /// The group is gone.
  static void forget();
  /// The last one that came; 0: none.
  [[nodiscard]] static int last();
};

}  // namespace schedlitmus::cli
