// One program, one release: from sources to an executable in the cache.
#pragma once

#include <string>

#include "process/launcher.hpp"
#include "toolchain/machine.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::toolchain {

/// `settings`: see module_settings().
[[nodiscard]] Result<Build> build_program(process::Launcher& launcher, const Machine& machine, const Places& places,
                                          const Environment& settings, const Release& release,
                                          const std::string& program_folder);

/// The value of DefaultGODEBUG in the output of `go version -m`; empty: none.
[[nodiscard]] std::string default_godebug_of(const std::string& go_version_m);
/// The compiler's own lines, with file names relative to the program's folder.
[[nodiscard]] std::string compiler_lines(const std::string& output, const std::string& build_folder,
                                         const std::string& import_path);

}  // namespace schedlitmus::toolchain
