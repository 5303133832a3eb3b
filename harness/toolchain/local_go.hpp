// The go commands that this machine has.
#pragma once

#include <string>
#include <vector>

#include "process/launcher.hpp"
#include "toolchain/machine.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::toolchain {

inline constexpr int kOldestBootstrap = 19;  ///< the minor of a go command that can fetch others and verify them

struct LocalGo {
  std::string command;  ///< path of the go command
  Version version;      ///< with its folder where it is not a release of Go's team
  std::string goroot;
  bool on_path = false;
};

/// On PATH first, then in the machine's folders; each command once. What does
/// not answer is left out.
[[nodiscard]] std::vector<LocalGo> find_local_gos(process::Launcher& launcher, const Machine& machine);

/// The newest that can fetch others, or nullptr.
[[nodiscard]] const LocalGo* bootstrap_among(const std::vector<LocalGo>& gos);

/// What the user has set for modules, in the environment or in go's own
/// configuration file: GOPROXY, GOSUMDB, GOMODCACHE, GOPATH, GOPRIVATE ... With
/// no bootstrap go: the places that go would use.
[[nodiscard]] Environment module_settings(process::Launcher& launcher, const Machine& machine,
                                          const LocalGo* bootstrap);

}  // namespace schedlitmus::toolchain
