// Built programs, kept by the content that they were built from.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "toolchain/build_mode.hpp"
#include "toolchain/files.hpp"
#include "toolchain/program.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::toolchain {

/// 40 hexadecimal digits over every file, the release and the mode.
[[nodiscard]] std::string build_key(const Release& release, const Program& program, const BuildMode& mode);

/// cache/builds/<key>/<program>, and build.json beside it.
class BuildCache {
 public:
  explicit BuildCache(const Places& places) : folder_(std::filesystem::path(places.cache) / "builds") {}

  [[nodiscard]] std::optional<Build> find(const std::string& key, const std::string& name) const;
  /// A folder to build in: it must hold the executable `name` when it is kept.
  [[nodiscard]] Result<TemporaryFolder> new_folder() const;
  /// Moves the folder to its place. Where another process was faster, its build
  /// stays: it is of the same content.
  [[nodiscard]] Result<Build> keep(const std::string& key, const std::string& name, Build build,
                                   TemporaryFolder folder) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace schedlitmus::toolchain
