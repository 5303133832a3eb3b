#include "toolchain/toolchain.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "toolchain/build.hpp"
#include "toolchain/files.hpp"
#include "toolchain/local_go.hpp"
#include "toolchain/machine.hpp"
#include "toolchain/module_cache.hpp"
#include "toolchain/proxy.hpp"
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
    for (const auto& version : cache().all()) {
      releases[version] = {version, true, false, cache().goroot_of(version).string()};
    }
    for (const auto& go : gos_) {
      releases[go.version] = {go.version, true, false, go.goroot};
      listing.local.push_back(go.version);
    }
    std::ranges::sort(listing.local);
    listing.local.erase(std::ranges::unique(listing.local).begin(), listing.local.end());
    for (const auto& version : offered(listing.warning)) {
      auto& listed = releases[version];
      listed.version = version;
      listed.offered = true;
    }
    if (releases.empty()) return fail("no Go release is installed or offered: " + listing.warning, {}, kInstallGo);
    for (auto& [version, listed] : releases) {
      listing.releases.push_back(std::move(listed));
    }
    return listing;
  }

  Result<Release> get(const Version& version) override {
    look();
    for (const auto& go : gos_) {
      if (go.version == version) return Release{version, go.goroot};
    }
    if (cache().has(version)) return from_cache(version);
    const std::string where = "Go " + version.to_string();
    const auto* bootstrap = bootstrap_among(gos_);
    if (bootstrap == nullptr) return fail("no go command from 1.19 on to fetch it with", where, kInstallGo);
    const auto lock = FileLock::take(fs::path(places_.cache) / "fetch.lock");
    if (!lock) return tl::unexpected(lock.error());
    if (!cache().has(version)) {  // while we waited, someone else may have fetched it
      const auto folder = Proxy(launcher_, machine_, *bootstrap, settings_).download(version);
      if (!folder) return tl::unexpected(folder.error());
    }
    return from_cache(version);
  }

  Result<Build> build(const Release& release, const std::string& program_folder) override {
    look();
    return build_program(launcher_, machine_, places_, settings_, release, program_folder);
  }

 private:
  /// Once: what this machine has does not change under a campaign.
  void look() {
    if (looked_) return;
    looked_ = true;
    gos_ = find_local_gos(launcher_, machine_);
    settings_ = module_settings(launcher_, machine_, bootstrap_among(gos_));
  }

  [[nodiscard]] ModuleCache cache() const { return {settings_.at("GOMODCACHE"), machine_.platform}; }

  /// A release that is whole, though perhaps without its run bits; it must answer with its name.
  Result<Release> from_cache(const Version& version) {
    const std::string where = "Go " + version.to_string();
    const fs::path goroot = cache().goroot_of(version);
    if (!cache().has(version)) return fail("fetched, but not where the go command keeps modules", where);
    if (auto runnable = make_runnable(goroot); !runnable) return tl::unexpected(runnable.error());
    const auto answer = process::run_tool(launcher_, {.argv = {(goroot / "bin" / "go").string(), "version"},
                                                      .env = {"GOROOT=" + goroot.string(), "GOTOOLCHAIN=local",
                                                              "GOENV=off", "HOME=" + machine_.temporary},
                                                      .folder = machine_.temporary});
    if (!answer) return fail("it does not run: " + answer.error().what, where);
    const auto named = parse_go_version(answer->out);
    if (!named || *named != version) {
      return fail("it does not answer with its name: " + answer->out + answer->err, goroot.string(),
                  "remove the folder, it is fetched again");
    }
    return Release{version, goroot.string()};
  }

  std::vector<Version> offered(std::string& warning) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto path = fs::path(places_.cache) / "releases.json";
    const auto proxy = settings_.contains("GOPROXY") ? settings_.at("GOPROXY") : std::string();
    const auto kept = load_release_list(path, machine_.platform, proxy);
    if (kept && kept->is_fresh(now)) return kept->versions;
    const auto* bootstrap = bootstrap_among(gos_);
    if (bootstrap == nullptr) {
      warning = std::string("no go command from 1.19 on, so none can be fetched: ") + kInstallGo;
    } else if (auto fresh = Proxy(launcher_, machine_, *bootstrap, settings_).offered()) {
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
  bool looked_ = false;
  std::vector<LocalGo> gos_;
  Environment settings_;
};

}  // namespace

std::unique_ptr<Toolchain> make_toolchain(process::Launcher& launcher, Places places, Machine machine) {
  return std::make_unique<RealToolchain>(launcher, std::move(places), std::move(machine));
}

std::unique_ptr<Toolchain> make_toolchain(process::Launcher& launcher, Places places) {
  return make_toolchain(launcher, std::move(places), this_machine());
}

std::vector<Version> Toolchain::Listing::available() const {
  std::vector<Version> versions;
  versions.reserve(releases.size());
  for (const auto& release : releases) versions.push_back(release.version);
  return versions;
}

}  // namespace schedlitmus::toolchain
