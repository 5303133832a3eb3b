// Go releases: locate, fetch through the module proxy, and build programs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "process/launcher.hpp"
#include "support/result.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::toolchain {

struct Release {
  Version version;
  std::string goroot;       ///< absolute
  std::string toolchain{};  ///< as it names itself, "go1.13.15"; empty: "go" and the version
};

/// Where a release is found.
enum class Source : std::uint8_t {
  path,          ///< the user's own, on PATH
  folder,        ///< the user's own, in a usual folder: /usr/local/go, /usr/lib/go-*, ~/sdk/*
  module_cache,  ///< fetched by us, or by a go command
  proxy,         ///< not on this machine
};
[[nodiscard]] std::string_view name_of(Source source);

struct Listed {
  Version version;
  bool installed = false;  ///< unpacked on this machine
  bool offered = false;    ///< by the module proxy
  std::string goroot;      ///< where installed
  Source source = Source::proxy;
};

struct Build {
  std::string executable;       ///< absolute; the file's name is the program's
  std::string toolchain;        ///< "go1.13.15"
  std::string go_line;          ///< of go.mod; empty in GOPATH mode
  std::string default_godebug;  ///< stamped into the binary (1.21 and later), else empty
  bool from_cache = false;
  /// Equal only where all is equal that it was built from. Digits of the
  /// program, see program_of(); behind them those of its tools, where these may change.
  std::string made_of = {};
};
/// The part of Build::made_of that says which program it is: its files, on any machine and release.
[[nodiscard]] std::string_view program_of(std::string_view made_of);

/// The seam at which tests put a fake. Safe to use from several threads once
/// list() has returned.
class Toolchain {
 public:
  virtual ~Toolchain() = default;
  /// What is installed and what the proxy offers, ascending. Without network:
  /// what is installed, and the reason in `warning`.
  struct Listing {
    std::vector<Listed> releases;
    std::vector<Version> local;  ///< the go on PATH or in the usual folders
    std::string warning;
    std::string unverified;  ///< not empty: why the checksum database does not verify what is fetched here

    /// Those of `releases`: what a Selector chooses from.
    [[nodiscard]] std::vector<Version> available() const;
    [[nodiscard]] bool installed(const Version& version) const;
  };
  [[nodiscard]] virtual Result<Listing> list() = 0;
  /// The release, fetched first if need be (verified by Go's checksum
  /// database). While this object lives, no other process removes it.
  [[nodiscard]] virtual Result<Release> get(const Version& version) = 0;
  /// Builds a program's folder with a release; cached by content. A compile
  /// error's `what` holds the compiler's own lines.
  [[nodiscard]] virtual Result<Build> build(const Release& release, const std::string& program_folder) = 0;
  /// Bytes on the disk, with what was downloaded for it; 0: not on this
  /// machine. Slow: looks at every file.
  [[nodiscard]] virtual std::uint64_t bytes_of(const Version& version) = 0;
  /// Removes a release from the module cache and gives the bytes that are free
  /// now. An error: it is not there or is not ours, or another schedlitmus is
  /// at work.
  [[nodiscard]] virtual Result<std::uint64_t> remove(const Version& version) = 0;
  /// Removes all built programs and the compiler's caches; likewise.
  [[nodiscard]] virtual Result<std::uint64_t> clean() = 0;
};

struct Places {
  std::string cache;  ///< builds and the list of releases; created when missing
};
/// SCHEDLITMUS_CACHE, else XDG_CACHE_HOME/schedlitmus, else ~/.cache/schedlitmus.
[[nodiscard]] Places default_places();

/// The real one; needs any go from 1.19 on (PATH or the usual folders) to fetch.
[[nodiscard]] std::unique_ptr<Toolchain> make_toolchain(process::Launcher& launcher, Places places);

}  // namespace schedlitmus::toolchain
