// Starts a program under a keeper, with its two streams on channels of ours.
#pragma once

#include <sys/types.h>

#include "process/channel.hpp"
#include "process/descriptor.hpp"
#include "process/launcher.hpp"

namespace schedlitmus::process {

struct Spawned {
  Channel out, err;        ///< our ends alone
  Descriptor keeper_line;  ///< to the keeper, see keeper.hpp; closing it ends all of the run's processes
  pid_t keeper = -1;       ///< our child; to be waited for when its line has reported the end
  pid_t program = 0;       ///< 0: the keeper is gone already
  std::vector<int> cpus;   ///< those it runs on
};

/// An error names the path (or folder) and the system's reason; no process is
/// left behind then.
[[nodiscard]] Result<Spawned> spawn(const LaunchSpec& spec);

}  // namespace schedlitmus::process
