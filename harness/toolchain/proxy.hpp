// The Go module proxy, through a bootstrap go: which releases there are, and
// one of them.
#pragma once

#include <string>
#include <vector>

#include "process/launcher.hpp"
#include "toolchain/local_go.hpp"
#include "toolchain/machine.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::toolchain {

/// From the answer to `go list -m -versions golang.org/toolchain`, those of the
/// platform, ascending.
[[nodiscard]] std::vector<Version> parse_offered(const std::string& answer, const std::string& platform);

/// Why the checksum database does not verify the releases that are fetched
/// with these settings; empty: it does. Settings that spare some modules
/// (GONOSUMDB, GOPRIVATE, GOINSECURE, GONOPROXY) do not reach a fetch.
[[nodiscard]] std::string why_unverified(const Environment& settings);

class Proxy {
 public:
  Proxy(process::Launcher& launcher, const Machine& machine, const LocalGo& bootstrap, const Environment& settings)
      : launcher_(launcher), machine_(machine), bootstrap_(bootstrap), settings_(settings) {}

  [[nodiscard]] Result<std::vector<Version>> offered() const;
  /// Downloads it into the module cache, verified by Go's checksum database,
  /// and gives its folder. Slow: about 70 MB.
  [[nodiscard]] Result<std::string> download(const Version& version) const;

 private:
  [[nodiscard]] Result<process::ToolOutput> run(std::vector<std::string> arguments, Millis deadline) const;

  process::Launcher& launcher_;
  const Machine& machine_;
  const LocalGo& bootstrap_;
  const Environment& settings_;
};

}  // namespace schedlitmus::toolchain
