// The options that say what is run, read.
#pragma once

#include "cli/commands.hpp"
#include "cli/home.hpp"

namespace schedlitmus::cli {

/// An error names the option.
[[nodiscard]] Result<campaign::Settings> read_settings(const RunOptions& options, const CommonOptions& common,
                                                       const Home& home);

}  // namespace schedlitmus::cli
