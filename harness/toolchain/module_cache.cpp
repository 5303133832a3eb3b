#include "toolchain/module_cache.hpp"

#include <algorithm>

#include "toolchain/files.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "toolchain@v0.0.1-go";

constexpr auto kRun = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;

Result<void> set_run_bits(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (!entry->is_regular_file(error)) continue;
    const auto permissions = entry->status(error).permissions();
    if ((permissions & kRun) == kRun) continue;
    fs::permissions(entry->path(), kRun, fs::perm_options::add, error);
    if (error) return fail("cannot make it executable: " + error.message(), entry->path().string());
  }
  if (error) return fail("cannot read the folder: " + error.message(), folder.string());
  return {};
}

}  // namespace

std::string module_version(const Version& version, const std::string& platform) {
  return "v0.0.1-go" + version.to_string() + "." + platform;
}

fs::path ModuleCache::goroot_of(const Version& version) const {
  return folder_ / "golang.org" / ("toolchain@" + module_version(version, platform_));
}

bool ModuleCache::has(const Version& version) const {
  std::error_code error;
  // The go command marks an unpacking under way, or broken off, by this file.
  const auto marker =
      folder_ / "cache/download/golang.org/toolchain/@v" / (module_version(version, platform_) + ".partial");
  return fs::exists(goroot_of(version) / "bin" / "go", error) && !fs::exists(marker, error);
}

std::vector<Version> ModuleCache::all() const {
  std::vector<Version> found;
  std::error_code error;
  const std::string suffix = "." + platform_;
  for (fs::directory_iterator entry(folder_ / "golang.org", error), end; !error && entry != end;
       entry.increment(error)) {
    const auto name = entry->path().filename().string();
    if (!name.starts_with(kPrefix) || !name.ends_with(suffix)) continue;
    const auto version = Version::parse(name.substr(kPrefix.size(), name.size() - kPrefix.size() - suffix.size()));
    if (version && has(*version)) found.push_back(*version);
  }
  std::ranges::sort(found);
  return found;
}

std::vector<fs::path> ModuleCache::downloads_of(const Version& version) const {
  const std::string beginning = module_version(version, platform_) + ".";
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder_ / "cache/download/golang.org/toolchain/@v", error), end;
       !error && entry != end; entry.increment(error)) {
    if (entry->path().filename().string().starts_with(beginning)) found.push_back(entry->path());
  }
  return found;
}

bool ModuleCache::has_parts_of(const Version& version) const {
  std::error_code error;
  return fs::exists(goroot_of(version), error) || bytes_of(version) > 0;
}

std::uint64_t ModuleCache::bytes_of(const Version& version) const {
  std::uint64_t bytes = disk_usage(goroot_of(version));
  for (const auto& path : downloads_of(version)) bytes += disk_usage(path);
  return bytes;
}

Result<std::uint64_t> ModuleCache::remove(const Version& version) const {
  const std::uint64_t bytes = bytes_of(version);
  std::error_code error;
  if (const auto goroot = goroot_of(version); fs::exists(goroot, error)) {
    // Renamed first: a release is there as a whole or not at all, whatever happens to us.
    const auto taken = TemporaryFolder::take_over(goroot);
    if (!taken) return tl::unexpected(taken.error());
  }
  for (const auto& path : downloads_of(version)) {
    if (fs::remove(path, error); error) return fail("cannot remove it: " + error.message(), path.string());
  }
  return bytes;
}

Result<void> make_runnable(const fs::path& goroot) {
  if (auto set = set_run_bits(goroot / "bin"); !set) return set;
  std::error_code error;
  for (fs::directory_iterator entry(goroot / "pkg" / "tool", error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->is_directory(error)) continue;
    if (auto set = set_run_bits(entry->path()); !set) return set;
  }
  return {};  // without tools here, building will say so
}

}  // namespace schedlitmus::toolchain
