#include "toolchain/release_list.hpp"

#include <nlohmann/json.hpp>

#include "support/files.hpp"
#include "support/json.hpp"
#include "toolchain/files.hpp"

namespace schedlitmus::toolchain {

bool ReleaseList::is_fresh(std::chrono::sys_seconds now) const {
  return fetched <= now && now - fetched < std::chrono::hours(24);
}

std::optional<ReleaseList> load_release_list(const std::filesystem::path& path, const std::string& platform,
                                             const std::string& proxy) {
  const auto text = read_file(path);
  if (!text) return std::nullopt;
  const auto document = json::parse(*text, path.string());
  if (!document.root) return std::nullopt;
  const auto* fetched = document.root->find("fetched");
  const auto* of_platform = document.root->find("platform");
  const auto* from_proxy = document.root->find("proxy");
  const auto* versions = document.root->find("versions");
  if (fetched == nullptr || of_platform == nullptr || from_proxy == nullptr || versions == nullptr ||
      of_platform->value.string != platform || from_proxy->value.string != proxy) {
    return std::nullopt;
  }
  ReleaseList list{.fetched = std::chrono::sys_seconds(std::chrono::seconds(fetched->value.integer.value_or(0))),
                   .platform = platform,
                   .proxy = proxy,
                   .versions = {}};
  for (const auto& item : versions->value.items) {
    const auto version = Version::parse(item.string);
    if (!version) return std::nullopt;
    list.versions.push_back(*version);
  }
  return list;
}

void save_release_list(const std::filesystem::path& path, const ReleaseList& list) {
  auto names = nlohmann::json::array();
  for (const auto& version : list.versions) {
    names.push_back(version.to_string());
  }
  const nlohmann::json document = {{"fetched", list.fetched.time_since_epoch().count()},
                                   {"platform", list.platform},
                                   {"proxy", list.proxy},
                                   {"versions", names}};
  (void)replace_file(path, document.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace schedlitmus::toolchain
