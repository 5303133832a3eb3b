#include "toolchain/build.hpp"

#include <sstream>

#include "toolchain/build_cache.hpp"
#include "toolchain/build_mode.hpp"
#include "toolchain/files.hpp"
#include "toolchain/program.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

constexpr Millis kBuildLimit{10 * 60'000};
constexpr int kFirstWithDefaultGodebug = 21;
constexpr std::string_view kDefaultGodebug = "DefaultGODEBUG=";

/// Where the copy of the sources is built.
struct Workshop {
  TemporaryFolder folder;
  fs::path sources;
  Environment env;
};

Result<Workshop> set_up(const Machine& machine, const Places& places, const Environment& settings,
                        const Release& release, const Program& program, const BuildMode& mode) {
  auto folder = TemporaryFolder::make(machine.temporary);
  if (!folder) return tl::unexpected(folder.error());
  const fs::path gopath = folder->path() / "gopath";
  const fs::path sources = gopath / "src" / mode.import_path;
  if (auto made = make_folder(sources); !made) return tl::unexpected(made.error());
  if (auto written = program.write_to(sources); !written) return tl::unexpected(written.error());
  if (!mode.go_mod.empty()) {
    if (auto written = write_file(sources / "go.mod", mode.go_mod); !written) return tl::unexpected(written.error());
  }
  const fs::path gocache = fs::path(places.cache) / "gocache";
  if (auto made = make_folder(gocache); !made) return tl::unexpected(made.error());
  auto env = build_environment(release, program, mode, machine, settings, gocache.string(), gopath.string());
  return Workshop{std::move(*folder), sources, std::move(env)};
}

Result<process::ToolOutput> run_go(process::Launcher& launcher, const Release& release, const Workshop& workshop,
                                   std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), release.goroot + "/bin/go");
  return process::run_tool(launcher, {.argv = std::move(arguments),
                                      .env = lines_of(workshop.env),
                                      .folder = workshop.sources.string(),
                                      .deadline = kBuildLimit});
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

std::string default_godebug_of(const std::string& go_version_m) {
  const auto at = go_version_m.find(kDefaultGodebug);
  if (at == std::string::npos) return {};
  const auto begin = at + kDefaultGodebug.size();
  return go_version_m.substr(begin, go_version_m.find_first_of(" \t\r\n", begin) - begin);
}

std::string compiler_lines(const std::string& output, const std::string& build_folder, const std::string& import_path) {
  std::istringstream lines(output);
  std::string kept;
  for (std::string line; std::getline(lines, line);) {
    if (line == "# " + import_path) continue;
    replace_all(line, build_folder + "/", "");
    if (!kept.empty()) kept += '\n';
    kept += line;
  }
  return kept;
}

Result<Build> build_program(process::Launcher& launcher, const Machine& machine, const Places& places,
                            const Environment& settings, const Release& release, const std::string& program_folder) {
  const auto program = Program::read(program_folder);
  if (!program) return tl::unexpected(program.error());
  const BuildMode mode = build_mode_for(release.version, *program);
  const BuildCache cache(places);
  const std::string key = build_key(release, *program, mode);
  if (auto found = cache.find(key, program->name)) return *found;

  const std::string toolchain = "go" + release.version.to_string();
  const std::string where = program->name + " on " + toolchain;
  const auto workshop = set_up(machine, places, settings, release, *program, mode);
  if (!workshop) return tl::unexpected(workshop.error());
  auto folder = cache.new_folder();
  if (!folder) return tl::unexpected(folder.error());
  const std::string executable = (folder->path() / program->name).string();
  const auto output = run_go(launcher, release, *workshop, {"build", "-o", executable, "."});
  if (!output) return fail("cannot build it: " + output.error().what, where);
  std::error_code error;
  if (output->code != 0 || !fs::exists(executable, error)) {
    auto lines = compiler_lines(output->err + output->out, workshop->sources.string(), mode.import_path);
    return fail(lines.empty() ? "the go command built nothing and gave no reason" : std::move(lines), where);
  }
  Build build{.executable = executable, .toolchain = toolchain, .go_line = mode.go_line, .default_godebug = {}};
  if (release.version.minor >= kFirstWithDefaultGodebug) {
    const auto described = run_go(launcher, release, *workshop, {"version", "-m", executable});
    if (!described) return fail("cannot read how it was built: " + described.error().what, where);
    build.default_godebug = default_godebug_of(described->out);
  }
  return cache.keep(key, program->name, std::move(build), std::move(*folder));
}

}  // namespace schedlitmus::toolchain
