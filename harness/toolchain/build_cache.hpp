// Built programs, kept by the content that they were built from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "toolchain/build_mode.hpp"
#include "toolchain/files.hpp"
#include "toolchain/program.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::toolchain {

/// 40 hexadecimal digits over every file, the release, the mode, the flags and
/// what the environment says to a C compiler.
[[nodiscard]] std::string build_key(const Release& release, const Program& program, const BuildMode& mode,
                                    const Environment& env);
/// The key of what a Go in a folder built: that Go may change at any time, so
/// the executable itself is part of it. An error: it cannot be read.
[[nodiscard]] Result<std::string> key_with_executable(const std::string& key, const std::filesystem::path& executable);

/// cache/builds/<key>/<program>, and build.json beside it.
class BuildCache {
 public:
  static constexpr std::uint64_t kMostBytes = 2ULL << 30U;
  explicit BuildCache(const Places& places) : folder_(std::filesystem::path(places.cache) / "builds") {}

  [[nodiscard]] std::optional<Build> find(const std::string& key, const std::string& name) const;
  /// A folder to build in: it must hold the executable `name` when it is kept.
  [[nodiscard]] Result<TemporaryFolder> new_folder() const;
  /// Removes the builds that have not been used for longest until what is left
  /// takes at most `bytes`. Nobody may be using the cache.
  void trim(std::uint64_t bytes = kMostBytes) const;
  /// Moves the folder to its place. Where another process was faster, its build
  /// stays: it is of the same content.
  [[nodiscard]] Result<Build> keep(const std::string& key, const std::string& name, Build build,
                                   TemporaryFolder folder) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace schedlitmus::toolchain
