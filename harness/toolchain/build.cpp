#include "toolchain/build.hpp"

#include <sstream>

#include "support/files.hpp"
#include "toolchain/build_cache.hpp"
#include "toolchain/build_mode.hpp"
#include "toolchain/files.hpp"
#include "toolchain/identity.hpp"
#include "toolchain/program.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

constexpr Millis kBuildLimit{10 * 60'000};
constexpr int kFirstWithDefaultGodebug = 21;
constexpr std::string_view kDefaultGodebug = "DefaultGODEBUG=";

fs::path joined(const fs::path& folder, const fs::path& below) {
  return below.empty() ? folder : (folder / below).lexically_normal();
}

/// Where the copy of the sources is built.
struct Workshop {
  TemporaryFolder folder;
  fs::path sources;  ///< the program's package
  Environment env;
};

Result<Workshop> set_up(const Machine& machine, const Places& places, const Environment& settings,
                        const Release& release, const Program& program, const BuildMode& mode) {
  auto folder = TemporaryFolder::make(machine.temporary);
  if (!folder) return tl::unexpected(folder.error());
  const fs::path gopath = folder->path() / "gopath";
  const fs::path root = gopath / "src" / mode.import_path;
  const fs::path module = mode.modules ? joined(root, program.module) : root;
  if (auto made = make_folder(root); !made) return tl::unexpected(made.error());
  if (auto written = program.write_to(root, !mode.modules); !written) return tl::unexpected(written.error());
  if (!mode.go_mod.empty()) {
    if (auto written = write_file(module / "go.mod", mode.go_mod); !written) return tl::unexpected(written.error());
  }
  const fs::path gocache = fs::path(places.cache) / "gocache";
  if (auto made = make_folder(gocache); !made) return tl::unexpected(made.error());
  auto env = build_environment(release, program, mode, machine, settings, gocache.string(), gopath.string());
  return Workshop{std::move(*folder), joined(module, program.package), std::move(env)};
}

Result<process::ToolOutput> run_go(process::Launcher& launcher, const Release& release, const Workshop& workshop,
                                   std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), release.goroot + "/bin/go");
  return process::run_tool(launcher, {.argv = std::move(arguments),
                                      .env = lines_of(workshop.env),
                                      .folder = workshop.sources.string(),
                                      .deadline = kBuildLimit});
}

/// What to do about a failure that the go command's own words leave open.
std::string hint_for(const std::string& lines, const Release& release, const BuildMode& mode, const Program& program) {
  const auto says = [&lines](std::string_view part) { return lines.find(part) != std::string::npos; };
  if (program.uses_cgo && (says("executable file not found") || says("C compiler \""))) {
    return "the program uses C: install a C compiler (Debian: gcc)";
  }
  if (!mode.modules && program.has_go_mod && says("cannot find package")) {
    return "Go " + release.version.number() +
           " knows no modules: put what the program imports into vendor/ (go mod vendor)";
  }
  if (says("no space left on device")) return "make room in the cache folder, or schedlitmus releases clean";
  return {};
}

/// Where it is built, then kept.
struct Job {
  process::Launcher& launcher;
  const Release& release;
  const Program& program;
  const BuildMode& mode;
  const Workshop& workshop;
  std::string where;  ///< for errors
};

Result<Build> compile(const Job& job, const std::string& executable) {
  std::vector<std::string> arguments = {"build", "-o", executable};
  arguments.insert(arguments.end(), job.mode.flags.begin(), job.mode.flags.end());
  arguments.emplace_back(".");
  const auto output = run_go(job.launcher, job.release, job.workshop, std::move(arguments));
  if (!output) return fail("cannot build it: " + output.error().what, job.where);
  std::error_code error;
  if (output->code != 0 || !fs::exists(executable, error)) {
    const auto package = joined(job.mode.import_path, job.program.package).string();
    auto lines = compiler_lines(output->err + output->out, job.workshop.sources.string(), package);
    auto hint = hint_for(lines, job.release, job.mode, job.program);
    return fail(lines.empty() ? "the go command built nothing and gave no reason" : std::move(lines), job.where,
                std::move(hint));
  }
  const auto& toolchain = job.release.toolchain;
  Build build{.executable = executable,
              .toolchain = toolchain.empty() ? "go" + job.release.version.to_string() : toolchain,
              .go_line = job.mode.go_line,
              .default_godebug = {}};
  if (job.release.version.minor >= kFirstWithDefaultGodebug) {
    const auto described = run_go(job.launcher, job.release, job.workshop, {"version", "-m", executable});
    if (!described) return fail("cannot read how it was built: " + described.error().what, job.where);
    build.default_godebug = default_godebug_of(described->out);
  }
  return build;
}

/// With what it is made of.
Result<Build> identified(Build build, const Release& release, const Program& program, const Environment& env) {
  const auto tools = tools_identity(release, program, env, build.executable);
  if (!tools) return tl::unexpected(tools.error());
  build.made_of = program_identity(program) + (tools->empty() ? "" : "+" + *tools);
  return build;
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
  const std::string where = program->name + " on go" + release.version.to_string();
  const auto support = ProgramSupport::read(program_folder);
  if (!support) return tl::unexpected(support.error());
  if (auto why = support->why_not(release.version); !why.empty()) return fail(std::move(why), where);
  const BuildMode mode = build_mode_for(release.version, *program);
  const BuildCache cache(places);
  const bool may_change = !release.version.folder.empty();
  std::string key = build_key(release, *program, mode, machine.env);
  if (auto found = may_change ? std::nullopt : cache.find(key, program->name)) {
    return identified(*found, release, *program, machine.env);
  }

  const auto workshop = set_up(machine, places, settings, release, *program, mode);
  if (!workshop) return tl::unexpected(workshop.error());
  auto folder = cache.new_folder();
  if (!folder) return tl::unexpected(folder.error());
  const std::string executable = (folder->path() / program->name).string();
  auto build = compile({launcher, release, *program, mode, *workshop, where}, executable);
  if (!build) return build;
  if (may_change) {
    auto whole = key_with_executable(key, executable);
    if (!whole) return tl::unexpected(whole.error());
    key = std::move(*whole);
    if (auto found = cache.find(key, program->name)) return identified(*found, release, *program, machine.env);
  }
  auto kept = cache.keep(key, program->name, std::move(*build), std::move(*folder));
  return kept ? identified(*kept, release, *program, machine.env) : kept;
}

}  // namespace schedlitmus::toolchain
