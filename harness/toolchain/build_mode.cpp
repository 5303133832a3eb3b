#include "toolchain/build_mode.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace schedlitmus::toolchain {
namespace {

constexpr int kFirstWithModules = 11;
constexpr int kFirstInModuleMode = 21;
constexpr int kFirstWithProxyList = 13;  ///< before, GOPROXY names one proxy
constexpr int kFirstWithTagList = 13;    ///< before, blanks stand between tags
constexpr int kFirstWithTrimpath = 13;
constexpr int kFirstThatKnowsPie = 6;   ///< before, it links as if the compiler made none by default
constexpr int kVendorAsExperiment = 5;  ///< vendor folders only when asked for

std::vector<std::string> flags_for(const Version& version, const ProgramSettings& settings) {
  std::vector<std::string> flags;
  // The name of a temporary folder would make two builds of the same differ.
  if (!version.folder.empty() && version.minor >= kFirstWithTrimpath) flags.emplace_back("-trimpath");
  if (settings.race) flags.emplace_back("-race");
  if (!settings.tags.empty()) {
    flags.emplace_back("-tags");
    flags.push_back(fmt::format("{}", fmt::join(settings.tags, version.minor < kFirstWithTagList ? " " : ",")));
  }
  return flags;
}

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
  mode.flags = flags_for(version, program.settings);
  return mode;
}

Environment build_environment(const Release& release, const Program& program, const BuildMode& mode,
                              const Machine& machine, const Environment& settings, const std::string& gocache,
                              const std::string& gopath) {
  Environment env = without_go_variables(machine.env);
  if (!program.uses_cgo) std::erase_if(env, [](const auto& variable) { return speaks_to_c_compiler(variable.first); });
  if (mode.modules) {
    for (const auto& [name, value] : settings) {
      env[name] = value;
    }
    if (auto& proxy = env["GOPROXY"]; release.version.minor < kFirstWithProxyList) {
      proxy = proxy.substr(0, proxy.find_first_of(",|"));
    }
    if (env["GOPROXY"].empty()) env.erase("GOPROXY");
    if (!program.has_go_work) env["GOWORK"] = "off";  // one in a folder above is not the program's
  } else {
    env["GOPATH"] = gopath;
    if (release.version.minor == kVendorAsExperiment) env["GO15VENDOREXPERIMENT"] = "1";
  }
  if (program.uses_cgo && release.version.minor < kFirstThatKnowsPie) {
    auto& flags = env["CGO_LDFLAGS"];
    flags = (flags.empty() ? "-g -O2" : flags) + " -no-pie";
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
