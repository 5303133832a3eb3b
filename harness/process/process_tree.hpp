// The processes of one run, as /proc shows them.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace schedlitmus::process {

/// Every process below `root`, without it, at about this moment.
[[nodiscard]] std::vector<pid_t> descendants_of(pid_t root);

/// What they have in memory together is over the limit: pages that several of
/// them share count once where the kernel tells (smaps_rollup).
[[nodiscard]] bool memory_exceeds(const std::vector<pid_t>& processes, std::uint64_t limit_bytes);

}  // namespace schedlitmus::process
