#include <algorithm>

#include "toolchain/toolchain.hpp"

namespace schedlitmus::toolchain {

std::string_view program_of(std::string_view made_of) { return made_of.substr(0, made_of.find('+')); }

std::string_view name_of(Source source) {
  switch (source) {
    case Source::path:
      return "PATH";
    case Source::folder:
      return "installed";
    case Source::module_cache:
      return "module cache";
    case Source::proxy:
      return "module proxy";
  }
  return "";
}

std::vector<Version> Toolchain::Listing::available() const {
  std::vector<Version> versions;
  versions.reserve(releases.size());
  for (const auto& release : releases) versions.push_back(release.version);
  return versions;
}

bool Toolchain::Listing::installed(const Version& version) const {
  const auto listed = std::ranges::find(releases, version, &Listed::version);
  return listed == releases.end() ? !version.folder.empty() : listed->installed;
}

}  // namespace schedlitmus::toolchain
