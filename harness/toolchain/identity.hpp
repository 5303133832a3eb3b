// What a built program is made of, so that runs of two different ones are
// never taken for runs of the same.
#pragma once

#include <filesystem>
#include <string>

#include "support/result.hpp"
#include "toolchain/build_mode.hpp"
#include "toolchain/machine.hpp"
#include "toolchain/program.hpp"

namespace schedlitmus::toolchain {

/// Digits over the program's files as far as a build can take them in: sources,
/// program.json, go.mod; all that lies beside them where it embeds files or
/// uses C. The same on every machine and with every release.
[[nodiscard]] std::string program_identity(const Program& program);

/// Digits over what else decides what comes out: what the environment says to
/// a C compiler, and for a Go in a folder of its own, which may be rebuilt in
/// place, what it makes of the program. Empty where there is nothing such: a
/// release never changes. An error: something cannot be read.
[[nodiscard]] Result<std::string> tools_identity(const Release& release, const Program& program, const Environment& env,
                                                 const std::filesystem::path& executable);

}  // namespace schedlitmus::toolchain
