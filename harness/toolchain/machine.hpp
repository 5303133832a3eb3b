// What the toolchain reads of this machine, gathered so that a test can give
// another one.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "toolchain/toolchain.hpp"

namespace schedlitmus::toolchain {

using Environment = std::map<std::string, std::string>;

struct Machine {
  Environment env;                      ///< ours
  std::vector<std::string> go_folders;  ///< where a go may be besides PATH, in this order
  std::string platform;                 ///< "linux-amd64", as in the names of the toolchain modules
  std::string temporary;                ///< folder for temporary files

  /// Empty when not set.
  [[nodiscard]] std::string variable(const std::string& name) const;
};

[[nodiscard]] Machine this_machine();

/// "NAME=value" lines for a launch.
[[nodiscard]] std::vector<std::string> lines_of(const Environment& env);
/// The user's environment without what steers a go command: GOFLAGS, GODEBUG,
/// GOROOT, CGO_ENABLED and the like. Proxies, certificates, HOME and what
/// speaks to a C compiler stay.
[[nodiscard]] Environment without_go_variables(const Environment& env);
/// CC, CGO_CFLAGS, PKG_CONFIG_PATH and the like: a program that uses C gets
/// the user's, and is built again when they change.
[[nodiscard]] bool speaks_to_c_compiler(std::string_view name);

[[nodiscard]] std::unique_ptr<Toolchain> make_toolchain(process::Launcher& launcher, Places places, Machine machine);

}  // namespace schedlitmus::toolchain
