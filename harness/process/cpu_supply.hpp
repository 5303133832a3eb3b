// The CPUs that runs can be given: what the affinity mask and the control
// groups leave to schedlitmus.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace schedlitmus::process {

/// Gives a file's text, "" where there is none.
using ReadFile = std::function<std::string(const std::string& path)>;

/// The CPUs with those of one core side by side, so that neighbours in the list
/// share as much as there is to share and runs do not share a core.
[[nodiscard]] std::vector<int> by_core(const std::vector<int>& cpus, const ReadFile& read);

/// allowed_cpus() by core, at most as many as the control groups' limit has
/// whole CPUs; at least one.
[[nodiscard]] std::vector<int> cpus_for_runs();

}  // namespace schedlitmus::process
