// A run as files: what `capture` keeps, and `show RUN --name` takes out of a store.
#pragma once

#include <filesystem>
#include <string>

#include "store/store.hpp"
#include "support/result.hpp"

namespace schedlitmus::cli {

/// Writes STEM.trace, what the program wrote to stderr as a pipe would have carried it, STEM.run.json with `note`,
/// STEM.stdout if there is some, and STEM.load.stdout of a service with a load; a line on stdout says so. Folders are
/// made. A trace of which only the beginning was kept is told on stderr.
[[nodiscard]] Result<void> write_run(const store::Run& run, const std::filesystem::path& stem, const std::string& note);

/// A release in a file's name: somebody's own Go has its folder in its name.
[[nodiscard]] std::string as_file_name(std::string release);

}  // namespace schedlitmus::cli
