// Releases unpacked in Go's module cache, where `go mod download` and newer go
// commands put them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "support/result.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::toolchain {

/// "v0.0.1-go1.13.15.linux-amd64"
[[nodiscard]] std::string module_version(const Version& version, const std::string& platform);

class ModuleCache {
 public:
  ModuleCache(std::filesystem::path folder, std::string platform)
      : folder_(std::move(folder)), platform_(std::move(platform)) {}

  [[nodiscard]] std::filesystem::path goroot_of(const Version& version) const;
  /// Unpacked to its end; its commands may still lack their run bits.
  [[nodiscard]] bool has(const Version& version) const;
  /// Ascending.
  [[nodiscard]] std::vector<Version> all() const;
  /// Where the releases are, side by side.
  [[nodiscard]] std::filesystem::path releases_folder() const { return folder_ / "golang.org"; }
  /// Unpacked, downloaded, or begun.
  [[nodiscard]] bool has_parts_of(const Version& version) const;
  /// On the disk, with what was downloaded.
  [[nodiscard]] std::uint64_t bytes_of(const Version& version) const;
  /// All of it. Gives the bytes that are free now.
  [[nodiscard]] Result<std::uint64_t> remove(const Version& version) const;

 private:
  /// The go command's own files for a download, also for one that was broken off.
  [[nodiscard]] std::vector<std::filesystem::path> downloads_of(const Version& version) const;

  std::filesystem::path folder_;
  std::string platform_;
};

/// Zip files carry no run bits: gives them to the commands and tools that lack them.
[[nodiscard]] Result<void> make_runnable(const std::filesystem::path& goroot);

}  // namespace schedlitmus::toolchain
