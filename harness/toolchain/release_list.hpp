// The list of releases that the proxy offers, kept for a day.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "toolchain/version.hpp"

namespace schedlitmus::toolchain {

/// Of one platform from one GOPROXY: another one's list is not this one's.
struct ReleaseList {
  std::chrono::sys_seconds fetched;
  std::string platform;
  std::string proxy;
  std::vector<Version> versions;

  [[nodiscard]] bool is_fresh(std::chrono::sys_seconds now) const;
};

/// Nothing where there is no list, or one that cannot be read.
[[nodiscard]] std::optional<ReleaseList> load_release_list(const std::filesystem::path& path,
                                                           const std::string& platform, const std::string& proxy);
/// Without effect where it cannot be written: the next run asks the proxy again.
void save_release_list(const std::filesystem::path& path, const ReleaseList& list);

}  // namespace schedlitmus::toolchain
