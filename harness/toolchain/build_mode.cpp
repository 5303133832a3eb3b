#include "toolchain/build_mode.hpp"

#include <fmt/format.h>

namespace schedlitmus::toolchain {
namespace {

constexpr int kFirstWithModules = 11;
constexpr int kFirstInModuleMode = 21;
constexpr int kFirstWithProxyList = 13;  ///< before, GOPROXY names one proxy

}  // namespace

BuildMode build_mode_for(const Version& version, const Program& program) {
  BuildMode mode;
  mode.import_path = program.module_path.empty() ? "schedlitmus.local/program" : program.module_path;
  mode.modules = version.minor >= kFirstInModuleMode || (program.has_go_mod && version.minor >= kFirstWithModules);
  if (mode.modules && program.has_go_mod) {
    mode.go_line = program.go_line;
  } else if (mode.modules) {
    mode.go_line = fmt::format("1.{}", version.minor);
    mode.go_mod = fmt::format("module {}\n\ngo {}\n", mode.import_path, mode.go_line);
  }
  return mode;
}

Environment build_environment(const Release& release, const Program& program, const BuildMode& mode,
                              const Machine& machine, const Environment& settings, const std::string& gocache,
                              const std::string& gopath) {
  Environment env = without_go_variables(machine.env);
  if (mode.modules) {
    for (const auto& [name, value] : settings) {
      env[name] = value;
    }
    if (auto& proxy = env["GOPROXY"]; release.version.minor < kFirstWithProxyList) {
      proxy = proxy.substr(0, proxy.find_first_of(",|"));
    }
    if (env["GOPROXY"].empty()) env.erase("GOPROXY");
  } else {
    env["GOPATH"] = gopath;
  }
  env["GO111MODULE"] = mode.modules ? "on" : "off";
  env["GOROOT"] = release.goroot;
  env["GOENV"] = "off";
  env["GOTOOLCHAIN"] = "local";
  env["GOCACHE"] = gocache;
  env["CGO_ENABLED"] = program.uses_cgo ? "1" : "0";
  // A C compiler may be anywhere; nothing else on the user's PATH matters.
  env["PATH"] = release.goroot + "/bin:" + (program.uses_cgo ? machine.variable("PATH") : "/usr/bin:/bin");
  return env;
}

}  // namespace schedlitmus::toolchain
