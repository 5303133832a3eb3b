#include "toolchain/toolchain.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>

#include "toolchain/build.hpp"
#include "toolchain/build_cache.hpp"
#include "toolchain/files.hpp"
#include "toolchain/local_go.hpp"
#include "toolchain/machine.hpp"
#include "toolchain/module_cache.hpp"
#include "toolchain/proxy.hpp"
#include "toolchain/release_in.hpp"
#include "toolchain/release_list.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

constexpr const char* kInstallGo = "install any go from 1.19 on (Debian: apt-get install golang-go)";

class RealToolchain : public Toolchain {
 public:
  RealToolchain(process::Launcher& launcher, Places places, Machine machine)
      : launcher_(launcher), places_(std::move(places)), machine_(std::move(machine)) {
    // A go command takes no relative folder, and an executable must be found from any.
    std::error_code error;
    places_.cache = fs::absolute(places_.cache, error).string();
    machine_.temporary = fs::absolute(machine_.temporary, error).string();
  }

  Result<Listing> list() override {
    look();
    Listing listing;
    std::map<Version, Listed> releases;
    for (const auto& go : gos_) {
      releases.emplace(go.version,
                       Listed{go.version, true, false, go.goroot, go.on_path ? Source::path : Source::folder});
      listing.local.push_back(go.version);
    }
    for (const auto& version : cache().all()) {
      releases.emplace(version,
                       Listed{version, true, false, cache().goroot_of(version).string(), Source::module_cache});
    }
    std::ranges::sort(listing.local);
    listing.local.erase(std::ranges::unique(listing.local).begin(), listing.local.end());
    for (const auto& version : offered(listing.warning)) {
      auto& listed = releases[version];
      listed.version = version;
      listed.offered = true;
    }
    if (releases.empty()) return fail("no Go release is installed or offered", {}, listing.warning);
    for (auto& [version, listed] : releases) {
      listing.releases.push_back(std::move(listed));
    }
    listing.unverified = why_unverified(settings_);
    return listing;
  }

  Result<Release> get(const Version& version) override {
    look();
    if (auto held = hold(); !held) return tl::unexpected(held.error());
    if (!version.folder.empty()) return release_in_folder(launcher_, machine_, version);
    for (const auto& go : gos_) {
      if (go.version == version) return Release{version, go.goroot, "go" + version.to_string()};
    }
    if (!cache().has(version)) {
      if (auto fetched = fetch(version); !fetched) return tl::unexpected(fetched.error());
    }
    return release_in_cache(launcher_, machine_, cache(), version);
  }

  Result<Build> build(const Release& release, const std::string& program_folder) override {
    look();
    if (auto held = hold(); !held) return tl::unexpected(held.error());
    return build_program(launcher_, machine_, places_, settings_, release, program_folder);
  }

  std::uint64_t bytes_of(const Version& version) override {
    look();
    if (!version.folder.empty()) return disk_usage(version.folder);
    for (const auto& go : gos_) {
      if (go.version == version) return disk_usage(go.goroot);
    }
    return cache().bytes_of(version);
  }

  Result<std::uint64_t> remove(const Version& version) override {
    look();
    const std::string where = "Go " + version.to_string();
    if (!version.folder.empty()) return fail("it is your own: remove its folder yourself", where);
    const auto own = std::ranges::find(gos_, version, &LocalGo::version);
    if (!cache().has_parts_of(version)) {
      if (own != gos_.end()) return fail("it is installed in " + own->goroot + ", not by schedlitmus", where);
      return fail("it is not on this machine", where);
    }
    const auto alone = alone_at_work(where);
    if (!alone) return tl::unexpected(alone.error());
    const auto goroot = cache().goroot_of(version);
    if (own != gos_.end() && fs::path(own->goroot) == goroot) return fail("it is the go on your PATH", where);
    return cache().remove(version);
  }

  Result<std::uint64_t> clean() override {
    const auto alone = alone_at_work(places_.cache);
    if (!alone) return tl::unexpected(alone.error());
    std::uint64_t bytes = 0;
    for (const char* name : {"builds", "gocache"}) {
      const auto folder = fs::path(places_.cache) / name;
      bytes += disk_usage(folder);
      remove_tree(folder);
    }
    return bytes;
  }

 private:
  /// Once: what this machine has does not change under a campaign.
  void look() {
    const std::scoped_lock guard(looking_);
    if (looked_) return;
    looked_ = true;
    gos_ = find_local_gos(launcher_, machine_);
    const auto* bootstrap = bootstrap_among(gos_);
    settings_ = module_settings(launcher_, machine_, bootstrap);
    if (bootstrap != nullptr) {
      bootstrap_ = *bootstrap;
    } else if (bootstrap_ = bootstrap_in(cache()); bootstrap_) {
      settings_ = module_settings(launcher_, machine_, &*bootstrap_);
    }
    tidy();
  }

  /// What killed processes left behind, and builds that nobody has used for long.
  void tidy() const {
    const fs::path builds = fs::path(places_.cache) / "builds";
    sweep_abandoned(builds);
    sweep_abandoned(machine_.temporary);
    sweep_abandoned(cache().releases_folder());
    const auto alone = FileLock::try_take(use_lock());
    if (alone && *alone) BuildCache(places_).trim();
  }

  [[nodiscard]] ModuleCache cache() const { return {settings_.at("GOMODCACHE"), machine_.platform}; }
  [[nodiscard]] fs::path use_lock() const { return fs::path(places_.cache) / "use.lock"; }

  /// From now on nobody removes what we use.
  Result<void> hold() {
    const std::scoped_lock guard(looking_);
    if (use_) return {};
    auto lock = FileLock::take(use_lock(), FileLock::Kind::shared);
    if (!lock) return tl::unexpected(lock.error());
    use_ = std::move(*lock);
    return {};
  }

  Result<FileLock> alone_at_work(const std::string& where) const {
    auto alone = FileLock::try_take(use_lock());
    if (!alone) return tl::unexpected(alone.error());
    if (!*alone) return fail("another schedlitmus is at work with it", where, "try again when it has ended");
    return std::move(**alone);
  }

  /// With a go from the cache where the machine has none of its own.
  std::optional<LocalGo> bootstrap_in(const ModuleCache& cache) const {
    const auto versions = cache.all();
    if (versions.empty() || versions.back().minor < kOldestBootstrap) return std::nullopt;
    const auto goroot = cache.goroot_of(versions.back());
    if (!make_runnable(goroot)) return std::nullopt;
    return LocalGo{(goroot / "bin" / "go").string(), versions.back(), goroot.string()};
  }

  Result<void> fetch(const Version& version) {
    const std::string where = "Go " + version.to_string();
    if (!bootstrap_) return fail("no go command from 1.19 on to fetch it with", where, kInstallGo);
    const auto lock = FileLock::take(fs::path(places_.cache) / "locks" / ("fetch-" + version.to_string()));
    if (!lock) return tl::unexpected(lock.error());
    if (cache().has(version)) return {};  // while we waited, someone else has fetched it
    const auto folder = Proxy(launcher_, machine_, *bootstrap_, settings_).download(version);
    if (!folder) return tl::unexpected(folder.error());
    return {};
  }

  std::vector<Version> offered(std::string& warning) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto path = fs::path(places_.cache) / "releases.json";
    const auto proxy = settings_.contains("GOPROXY") ? settings_.at("GOPROXY") : std::string();
    const auto kept = load_release_list(path, machine_.platform, proxy);
    if (kept && kept->is_fresh(now)) return kept->versions;
    if (!bootstrap_) {
      warning = std::string("no go command from 1.19 on, so none can be fetched: ") + kInstallGo;
    } else if (auto fresh = Proxy(launcher_, machine_, *bootstrap_, settings_).offered()) {
      save_release_list(path, {now, machine_.platform, proxy, *fresh});
      return *fresh;
    } else {
      warning = to_string(fresh.error());
    }
    return kept ? kept->versions : std::vector<Version>{};
  }

  process::Launcher& launcher_;
  Places places_;
  Machine machine_;
  std::mutex looking_;  ///< of what follows; nothing of it but use_ changes after look()
  bool looked_ = false;
  std::vector<LocalGo> gos_;
  std::optional<LocalGo> bootstrap_;
  Environment settings_;
  std::optional<FileLock> use_;
};

}  // namespace

std::unique_ptr<Toolchain> make_toolchain(process::Launcher& launcher, Places places, Machine machine) {
  return std::make_unique<RealToolchain>(launcher, std::move(places), std::move(machine));
}

std::unique_ptr<Toolchain> make_toolchain(process::Launcher& launcher, Places places) {
  return make_toolchain(launcher, std::move(places), this_machine());
}

}  // namespace schedlitmus::toolchain
