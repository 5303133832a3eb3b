// What a command and its load are made of: built, or found where they lie.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "expectation/expectation.hpp"
#include "toolchain/binary.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::campaign {

/// Looks at each binary once.
class ReadyBinaries {
 public:
  /// The file of an executable that is not built: its binary, or what argv begins with. Absolute; an error says
  /// where in the expectation.
  [[nodiscard]] static Result<std::string> path_of(const expectation::Executable& executable,
                                                   const expectation::Expectation& expectation);
  [[nodiscard]] const Result<toolchain::ReadyBinary>& at(const std::string& path);

 private:
  std::map<std::string, Result<toolchain::ReadyBinary>> known_;
};

/// The release that such an executable was made with; where it does not say, the one release that "go" names.
[[nodiscard]] Result<toolchain::Version> release_of(const expectation::Executable& executable,
                                                    const expectation::Expectation& expectation,
                                                    ReadyBinaries& binaries);

struct CommandBuild {
  toolchain::Build service;  ///< made_of is that of the load and of the files, too
  std::string load;          ///< its executable; empty: none
};

/// Builds the folder of a package with the release of the cell; with none, a load, with the newest at hand.
using BuildPackage = std::function<Result<toolchain::Build>(const std::string& folder, bool is_load)>;

/// `command`: as the cell's variant has it.
[[nodiscard]] Result<CommandBuild> build_command(const expectation::Command& command,
                                                 const expectation::Expectation& expectation, ReadyBinaries& binaries,
                                                 const BuildPackage& build);

}  // namespace schedlitmus::campaign
