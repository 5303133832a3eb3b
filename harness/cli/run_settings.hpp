// The options that say what is run, read.
#pragma once

#include "cli/commands_run.hpp"
#include "cli/home.hpp"

namespace schedlitmus::cli {

/// What the surroundings of a command that runs programs say: where runs are kept, which of them count on this host.
[[nodiscard]] campaign::Settings settings_of(const CommonOptions& common, const Home& home, const std::string& store,
                                             bool count_noisy);

/// An error names the option.
[[nodiscard]] Result<campaign::Settings> read_settings(const RunOptions& options, const CommonOptions& common,
                                                       const Home& home);

}  // namespace schedlitmus::cli
