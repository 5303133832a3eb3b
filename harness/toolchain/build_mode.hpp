// How a release builds a program. The mode decides semantics: GOPATH mode
// stamps the GODEBUG defaults of old releases into binaries of 1.21 and later,
// and so hides the timers of 1.23 and the GOMAXPROCS of 1.25.
#pragma once

#include <string>
#include <vector>

#include "toolchain/machine.hpp"
#include "toolchain/program.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::toolchain {

struct BuildMode {
  bool modules = false;
  std::string import_path;         ///< of the module, or of the program's package where there is none
  std::string go_line;             ///< of the go.mod that is used; empty in GOPATH mode
  std::string go_mod;              ///< to be written beside the sources; empty: none, or the program's own
  std::vector<std::string> flags;  ///< of go build: -race, -tags
};

/// GOPATH mode up to 1.10, and to 1.20 unless the program has a go.mod, which
/// wins; module mode otherwise, with a go.mod that names the release's minor.
[[nodiscard]] BuildMode build_mode_for(const Version& version, const Program& program);

/// The whole environment of the go command. `gopath` is used in GOPATH mode;
/// modules come from the user's module cache. Nothing of the user's GOFLAGS,
/// GOENV, GODEBUG, GOEXPERIMENT or GOROOT leaks in, and what speaks to a C
/// compiler only where the program uses C.
[[nodiscard]] Environment build_environment(const Release& release, const Program& program, const BuildMode& mode,
                                            const Machine& machine, const Environment& settings,
                                            const std::string& gocache, const std::string& gopath);

}  // namespace schedlitmus::toolchain
