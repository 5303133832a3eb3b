// A Go in a folder: which one it is.
#pragma once

#include <string>
#include <string_view>

#include "support/result.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::toolchain {

/// What a go command says of itself.
struct GoName {
  Version version;         ///< without a folder
  std::string toolchain;   ///< "go1.13.15", "go1.28-devel_0a1b2c", "devel go1.22-0a1b2c"
  bool is_release = true;  ///< as Go's team made it: neither a development version nor with a suffix
};

/// "go version go1.26.8 linux/amd64", "go version devel go1.22-0a1b2c Mon ...".
/// An error: something else, or a development version without a number (1.16 and older).
[[nodiscard]] Result<GoName> parse_go_version(std::string_view output);

/// The Go in a folder, as its VERSION file or its sources say, with the folder:
/// nothing is started. An error: no Go there, or one that is not built.
[[nodiscard]] Result<Version> version_of_goroot(const std::string& folder);

/// That of the version's own folder, which must be this version.
[[nodiscard]] Result<Version> check_goroot(const Version& version);

}  // namespace schedlitmus::toolchain
