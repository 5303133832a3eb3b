// A scenario's command as JSON text that the loader reads back to the same.
#pragma once

#include <string>
#include <vector>

#include "expectation/command.hpp"

namespace schedlitmus::record {

/// The object that "command" has.
[[nodiscard]] std::string command_text(const expectation::Command& command);
/// "build", "binary" and "argv", each `"key": value`.
[[nodiscard]] std::vector<std::string> executable_members(const expectation::Executable& executable);

}  // namespace schedlitmus::record
