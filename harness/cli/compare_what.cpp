#include <filesystem>

#include "campaign/scenario.hpp"
#include "cli/compare.hpp"
#include "cli/launch_options.hpp"
#include "cli/one_expectation.hpp"
#include "support/files.hpp"
#include "support/hash.hpp"

namespace schedlitmus::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* kPeriod = "25ms";
constexpr const char* kDeadline = "10s";
constexpr int kProcs = 2;
constexpr int kQuickRuns = 10;
constexpr int kRuns = 20;
constexpr int kThoroughRuns = 60;
constexpr std::size_t kDigits = 12;

int runs_of(const CompareOptions& options) {
  if (options.runs) return *options.runs;
  if (options.effort == campaign::Effort::quick) return kQuickRuns;
  return options.effort == campaign::Effort::thorough ? kThoroughRuns : kRuns;
}

/// A folder with that file alone, and the go.mod beside it: others there may
/// be programs of their own. Named by its content, so that --resume finds it.
Result<std::string> folder_of_file(const fs::path& file, const std::string& store) {
  Hash hash;
  std::vector<fs::path> parts{file};
  for (const auto* name : {"go.mod", "go.sum"})
    if (fs::exists(file.parent_path() / name)) parts.push_back(file.parent_path() / name);
  for (const auto& part : parts) {
    const auto text = read_file(part);
    if (!text) return tl::unexpected(text.error());
    hash.add(part.filename().string() + "\n" + *text);
  }
  const auto folder = fs::absolute(store).parent_path() / "compared" / hash.digits().substr(0, kDigits) / file.stem();
  std::error_code error;
  fs::create_directories(folder, error);
  for (const auto& part : parts) {
    if (!error) fs::copy_file(part, folder / part.filename(), fs::copy_options::overwrite_existing, error);
  }
  if (error) return fail("cannot copy the file to a folder of its own: " + error.message(), folder.string());
  return folder.lexically_normal().string();
}

/// What the command line says counts for each variant.
void put_into(std::vector<expectation::Variant>& variants, const CompareOptions& options) {
  for (auto& variant : variants) {
    if (!options.args.empty()) variant.args.reset();
    for (const auto& [name, value] : options.godebug) variant.godebug.erase(name);
  }
}

Result<campaign::CompareSettings> of_expectation(const std::string& file) {
  auto expectation = load_one(file);
  if (!expectation) return tl::unexpected(std::move(expectation.error()));
  campaign::CompareSettings what;
  what.scenario = std::move(expectation->scenario);
  what.scenario.trace.on = true;
  what.file = file;
  what.name = expectation->name;
  return what;
}

/// As an expectation in the working folder would name it.
Result<std::string> program_of(const CompareOptions& options, const std::string& programs) {
  const auto& what = options.what;
  std::error_code error;
  if (fs::path(what).extension() == ".go") {
    if (!fs::is_regular_file(what, error)) return fail("no such Go file", what);
    return folder_of_file(fs::absolute(what), options.store);
  }
  const bool is_path = what.starts_with('.') || what.starts_with('/');
  if (is_path || fs::is_directory(fs::path(programs) / what, error) || !fs::is_directory(what, error)) return what;
  return "./" + what;
}

bool is_binary(const std::string& what) {
  std::error_code error;
  return fs::is_regular_file(what, error) && fs::path(what).extension() != ".go";
}

expectation::Executable binary_of(const std::string& path) {
  expectation::Executable executable;
  executable.binary = fs::absolute(path).lexically_normal().string();
  return executable;
}

/// The binary, and the other one as a variant beside it. They are ready at once, and run to their end.
Result<void> put_binaries(const CompareOptions& options, expectation::Scenario& scenario) {
  if (!options.other.empty() && !is_binary(options.other)) return fail("no such binary", options.other);
  auto& command = scenario.command.emplace();
  command.executable = binary_of(options.what);
  command.stop_grace = Millis{500};
  if (options.other.empty()) return {};
  const auto name_of = [](const std::string& path) { return fs::path(path).filename().string(); };
  const bool same = name_of(options.what) == name_of(options.other);
  const auto variant = [](std::string name, expectation::Executable executable) {
    expectation::Variant made;
    made.name = std::move(name);
    made.executable = std::move(executable);
    return made;
  };
  scenario.variants = {variant(same ? "first" : name_of(options.what), binary_of(options.what)),
                       variant(same ? "second" : name_of(options.other), binary_of(options.other))};
  return {};
}

Result<campaign::CompareSettings> of_program(const CompareOptions& options, const std::string& programs) {
  campaign::CompareSettings what;
  if (is_binary(options.what)) {
    if (auto put = put_binaries(options, what.scenario); !put) return tl::unexpected(put.error());
    what.scenario.go = ">=1.2";
  } else {
    if (!options.other.empty()) return fail("only a binary is compared with another one", options.what);
    auto program = program_of(options, programs);
    if (!program) return tl::unexpected(program.error());
    what.scenario.program = std::move(*program);
  }
  what.file = "compared.json";
  what.name = fs::path(options.what).lexically_normal().stem().string();
  if (what.name.empty()) what.name = fs::absolute(options.what).lexically_normal().parent_path().filename().string();
  what.scenario.gomaxprocs = {kProcs};
  if (auto period = read_period(kPeriod, what.scenario.trace.period); !period) return tl::unexpected(period.error());
  what.scenario.deadline = *parse_duration(kDeadline);
  return what;
}

/// In place of the program's; behind those of a command, of each variant too.
void put_args(const std::vector<std::string>& args, expectation::Scenario& scenario) {
  if (!scenario.command) {
    scenario.args = args;
    return;
  }
  const auto add = [&args](expectation::Executable& executable) {
    executable.argv.insert(executable.argv.end(), args.begin(), args.end());
  };
  add(scenario.command->executable);
  for (auto& variant : scenario.variants)
    if (variant.executable) add(*variant.executable);
}

}  // namespace

Result<campaign::CompareSettings> find_what(const CompareOptions& options, const std::string& programs) {
  auto what = is_expectation_file(options.what) ? of_expectation(options.what) : of_program(options, programs);
  if (!what) return what;
  auto& scenario = what->scenario;
  if (!options.args.empty()) put_args(options.args, scenario);
  if (!options.gomaxprocs.empty()) scenario.gomaxprocs = options.gomaxprocs;
  if (auto put = put_into(scenario, options.godebug, options.period, options.detail); !put)
    return tl::unexpected(put.error());
  campaign::Settings launch;
  if (auto read = read_launch(options.launch, launch); !read) return tl::unexpected(read.error());
  put_into(scenario.variants, options);
  auto variants = std::move(scenario.variants);
  scenario.variants.clear();
  scenario = campaign::scenario_of(scenario, launch, {});
  scenario.variants = std::move(variants);
  what->runs = runs_of(options);
  return what;
}

}  // namespace schedlitmus::cli
