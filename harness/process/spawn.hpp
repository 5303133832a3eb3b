// Starts a program under a keeper, with its two streams on pipes of ours.
#pragma once

#include <sys/types.h>

#include "process/descriptor.hpp"
#include "process/launcher.hpp"

namespace schedlitmus::process {

struct Spawned {
  Descriptor out, err;  ///< the reading ends, not blocking
  Descriptor channel;   ///< to the keeper, see keeper.hpp; closing it ends all of the run's processes
  pid_t keeper = -1;    ///< our child; to be waited for when the channel has reported the end
};

/// An error names the path (or folder) and the system's reason; no process is
/// left behind then.
[[nodiscard]] Result<Spawned> spawn(const LaunchSpec& spec);

}  // namespace schedlitmus::process
