// A command as a shell finds it, and how its end is told.
#pragma once

#include <string>

#include "process/launcher.hpp"
#include "support/result.hpp"

namespace schedlitmus::process {

inline constexpr int kCannotExecute = 126, kNotFound = 127;  ///< a shell's exit codes
inline constexpr int kTimedOut = 124;                        ///< that of timeout(1)

/// The path of the executable: the name itself where it has a slash, else the
/// first in PATH that can be executed.
[[nodiscard]] Result<std::string> find_command(const std::string& name);

/// The exit code that a shell gives: the program's, or 128 + the signal; kTimedOut where it was stopped at its
/// deadline.
[[nodiscard]] int shell_code(const RunRecord& record);

}  // namespace schedlitmus::process
