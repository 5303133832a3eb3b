// What this machine is, for the head of every report.
#pragma once

#include <string>

namespace schedlitmus::process {

/// One line: system, kernel, architecture, CPUs that we may use.
[[nodiscard]] std::string describe_host();

}  // namespace schedlitmus::process
