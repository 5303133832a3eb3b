#include "toolchain/build_cache.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "support/files.hpp"
#include "support/hash.hpp"
#include "support/json.hpp"
#include "toolchain/identity.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

/// Changes when the way in which programs are built does.
constexpr std::string_view kRecipe = "4";

}  // namespace

std::string build_key(const Release& release, const Program& program, const BuildMode& mode, const Environment& env) {
  Hash hash;
  hash.add(kRecipe);
  hash.add(release.version.to_string());
  hash.add(release.goroot);
  hash.add(mode.modules ? "modules" : "gopath");
  hash.add(mode.go_mod);
  for (const auto& flag : mode.flags) hash.add(flag);
  for (const auto& [name, value] : env) {
    if (!program.uses_cgo || !speaks_to_c_compiler(name)) continue;
    hash.add(name);
    hash.add(value);
  }
  hash.add(program_identity(program));
  return hash.digits();
}

Result<std::string> key_with_executable(const std::string& key, const fs::path& executable) {
  const auto bytes = read_file(executable);
  if (!bytes) return tl::unexpected(bytes.error());
  Hash hash;
  hash.add(key);
  hash.add(*bytes);
  return hash.digits();
}

std::optional<Build> BuildCache::find(const std::string& key, const std::string& name) const {
  const fs::path place = folder_ / key;
  const auto text = read_file(place / "build.json");
  if (!text || ::access((place / name).c_str(), X_OK) != 0) return std::nullopt;
  const auto document = json::parse(*text, (place / "build.json").string());
  if (!document.root) return std::nullopt;
  const auto text_of = [&document](std::string_view field) {
    const auto* member = document.root->find(field);
    return member == nullptr ? std::string() : member->value.string;
  };
  Build build{.executable = (place / name).string(),
              .toolchain = text_of("toolchain"),
              .go_line = text_of("go_line"),
              .default_godebug = text_of("default_godebug"),
              .from_cache = true};
  if (build.toolchain.empty()) return std::nullopt;
  ::utimensat(AT_FDCWD, place.c_str(), nullptr, 0);  // used now
  return build;
}

Result<TemporaryFolder> BuildCache::new_folder() const {
  if (auto made = make_folder(folder_); !made) return tl::unexpected(made.error());
  return TemporaryFolder::make(folder_);
}

Result<Build> BuildCache::keep(const std::string& key, const std::string& name, Build build,
                               TemporaryFolder folder) const {
  const nlohmann::json document = {
      {"toolchain", build.toolchain}, {"go_line", build.go_line}, {"default_godebug", build.default_godebug}};
  const auto written = write_file(folder.path() / "build.json",
                                  document.dump(2, ' ', true, nlohmann::json::error_handler_t::replace) + "\n");
  if (!written) return tl::unexpected(written.error());
  std::error_code error;
  fs::permissions(folder.path(),
                  fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec,
                  fs::perm_options::add, error);
  const fs::path place = folder_ / key;
  fs::rename(folder.path(), place, error);
  if (error) {
    if (auto theirs = find(key, name)) return *theirs;
    // Something broken is in its place: a build that someone has damaged.
    fs::remove_all(place, error);
    fs::rename(folder.path(), place, error);
    if (error) return fail("cannot keep the build: " + error.message(), place.string());
  }
  folder.release();
  build.executable = (place / name).string();
  return build;
}

void BuildCache::trim(std::uint64_t bytes) const {
  struct Kept {
    fs::file_time_type used;
    std::uint64_t bytes;
    fs::path place;
  };
  std::vector<Kept> builds;
  std::uint64_t total = 0;
  std::error_code error;
  for (fs::directory_iterator entry(folder_, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code gone;
    builds.push_back({entry->last_write_time(gone), disk_usage(entry->path()), entry->path()});
    total += builds.back().bytes;
  }
  std::ranges::sort(builds, {}, &Kept::used);
  for (const auto& build : builds) {
    if (total <= bytes) break;
    remove_tree(build.place);
    total -= build.bytes;
  }
}

}  // namespace schedlitmus::toolchain
