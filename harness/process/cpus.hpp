// Which CPUs there are for us, and who of us uses which.
#pragma once

#include <string>
#include <vector>

#include "support/result.hpp"

namespace schedlitmus::process {

/// The CPUs that this process had when it first asked (make_launcher() does),
/// in ascending order; empty: the system does not tell.
[[nodiscard]] const std::vector<int>& allowed_cpus();

/// Those that the calling thread may use now, in ascending order.
[[nodiscard]] std::vector<int> current_cpus();

/// Keeps the calling thread, and the threads that it starts from now on, to
/// these CPUs. Runs do not inherit it: see LaunchSpec::cpus.
[[nodiscard]] Result<void> keep_to_cpus(const std::vector<int>& cpus);

/// The wanted ones that are among allowed_cpus(), all of those when none is
/// wanted. An error: none of the wanted may be used.
[[nodiscard]] Result<std::vector<int>> usable_cpus(const std::vector<int>& wanted);

/// "0-3,6"
[[nodiscard]] std::string format_cpus(const std::vector<int>& cpus);

/// For the child between fork and exec: like keep_to_cpus, prepared before.
class CpuMask {
 public:
  explicit CpuMask(const std::vector<int>& cpus);
  /// Async-signal-safe. False: errno says why; true where there is no CPU in it.
  [[nodiscard]] bool apply() const noexcept;

 private:
  std::vector<unsigned long> words_;
};

}  // namespace schedlitmus::process
