// What is to be compared, found on the command line.
#pragma once

#include <string>

#include "campaign/compare.hpp"
#include "cli/commands_compare.hpp"

namespace schedlitmus::cli {

/// What `compare WHAT` means: an expectation file (*.json), whose scenario is
/// taken; a Go file, which is copied to a folder of its own beside the store;
/// a folder of goprograms/ by its name, or any folder with Go sources; a binary
/// that is there, alone or with another one: each then is a variant.
[[nodiscard]] Result<campaign::CompareSettings> find_what(const CompareOptions& options, const std::string& programs);

}  // namespace schedlitmus::cli
