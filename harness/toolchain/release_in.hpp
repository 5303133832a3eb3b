// A release where it lies: made ready to run, and asked for its name.
#pragma once

#include "toolchain/machine.hpp"
#include "toolchain/module_cache.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::toolchain {

/// One that is whole, though perhaps without its run bits. An error: it is not
/// there, or does not answer with its name.
[[nodiscard]] Result<Release> release_in_cache(process::Launcher& launcher, const Machine& machine,
                                               const ModuleCache& cache, const Version& version);

/// The Go in the version's own folder. An error: it is another one by now, or
/// its go command is not of its sources.
[[nodiscard]] Result<Release> release_in_folder(process::Launcher& launcher, const Machine& machine,
                                                const Version& version);

}  // namespace schedlitmus::toolchain
