// Watches one run: its deadline, the orders to stop it, the keeper's reports
// and the noise.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "process/descriptor.hpp"
#include "process/keeper.hpp"
#include "process/launcher.hpp"

namespace schedlitmus::process {

struct SupervisorSettings {
  pid_t keeper = 0;
  pid_t program = 0;
  std::vector<int> cpus;         ///< the run's
  std::uint64_t max_memory = 0;  ///< bytes; 0: any
  Millis deadline{};
  Millis grace{};
  int stop_signal = SIGTERM;
  Millis patience{15'000};  ///< for the keeper's report after the order to kill: it takes five seconds at most
  std::function<void()> on_interrupt;  ///< on the supervisor's thread
};

/// What became of the run.
struct Supervised {
  std::optional<KeeperReport> ended;  ///< nothing: the keeper was lost
  std::string lost_why;               ///< of a keeper that was lost: "its line ended without a report"
  std::optional<Ending> stopped_for;  ///< why we ordered the program to stop, if we did
  bool killed = false;                ///< with SIGKILL
  Noise noise;                        ///< of a run that ended
  std::uint64_t peak_rss_kib = 0;     ///< at the samples; 0: not seen
};

class Supervisor {
 public:
  Supervisor(Descriptor keeper_line, SupervisorSettings settings);
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  /// Until no process of the run is left. On a thread of its own, so that no
  /// observer can delay a deadline.
  [[nodiscard]] Supervised run();
  /// Orders the program to stop; the first reason counts. Safe from any thread.
  void stop(Ending why);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace schedlitmus::process
