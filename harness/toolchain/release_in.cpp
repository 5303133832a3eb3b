#include "toolchain/release_in.hpp"

#include <filesystem>

#include "toolchain/goroot.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

/// What a go command says when asked for its name, in an environment without anything of the user's.
Result<std::string> ask_name(process::Launcher& launcher, const Machine& machine, const std::string& goroot) {
  const auto answer = process::run_tool(
      launcher, {.argv = {goroot + "/bin/go", "version"},
                 .env = {"GOROOT=" + goroot, "GOTOOLCHAIN=local", "GOENV=off", "HOME=" + machine.temporary},
                 .folder = machine.temporary});
  if (!answer) return fail("it does not run: " + answer.error().what, goroot);
  return answer->out + answer->err;
}

}  // namespace

Result<Release> release_in_cache(process::Launcher& launcher, const Machine& machine, const ModuleCache& cache,
                                 const Version& version) {
  const std::string where = "Go " + version.to_string();
  const fs::path goroot = cache.goroot_of(version);
  if (!cache.has(version)) return fail("fetched, but not where the go command keeps modules", where);
  if (auto runnable = make_runnable(goroot); !runnable) return tl::unexpected(runnable.error());
  const auto answer = ask_name(launcher, machine, goroot.string());
  if (!answer) return fail(answer.error().what, where);
  const auto named = parse_go_version(*answer);
  if (!named || named->version != version) {
    return fail("it does not answer with its name: " + *answer, goroot.string(),
                "schedlitmus releases remove " + version.to_string() + ", then it is fetched again");
  }
  return Release{version, goroot.string(), named->toolchain};
}

Result<Release> release_in_folder(process::Launcher& launcher, const Machine& machine, const Version& version) {
  if (const auto there = check_goroot(version); !there) return tl::unexpected(there.error());
  const auto answer = ask_name(launcher, machine, version.folder);
  if (!answer) return tl::unexpected(answer.error());
  const auto named = parse_go_version(*answer);
  if (named && named->version.minor != version.minor) {
    return fail("its bin/go is " + named->toolchain + ", its sources are " + version.number(), version.folder,
                "build it again: src/make.bash");
  }
  return Release{version, version.folder, named ? named->toolchain : "go" + version.number()};
}

}  // namespace schedlitmus::toolchain
