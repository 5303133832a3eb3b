#include "cli/cli.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "campaign/version.hpp"
#include "cli/exit_code.hpp"
#include "cli/grammar.hpp"
#include "support/own_name.hpp"
#include "support/shell.hpp"

namespace schedlitmus::cli {
namespace {

std::string arguments(int argc, char** argv) {
  std::string line;
  for (int i = 1; i < argc; ++i) line += " " + shell_quote(argv[i]);
  return line;
}

void describe(CLI::App& app) {
  app.name("schedlitmus");
  app.set_version_flag("--version", std::string("schedlitmus ") + campaign::kVersion);
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(
      "Exit codes: 0 all as expected; 1 violated; 2 inconclusive (0 with --allow-inconclusive);\n"
      "3 harness error or nothing checked; 64 usage; 130 interrupted.\n"
      "./schedlitmus test builds and runs the project's own tests.");
}

void add_common(CLI::App& app, CommonOptions& common) {
  app.add_option("--color", common.colour, "auto, always or never")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, ColourChoice>{
              {"auto", ColourChoice::automatic}, {"always", ColourChoice::always}, {"never", ColourChoice::never}},
          CLI::ignore_case))
      ->option_text("auto|always|never");
  app.add_flag("-q,--quiet", common.quiet, "no progress on stderr");
}

int parse_and_run(int argc, char** argv) {
  CLI::App app("Litmus tests for the Go scheduler: what should it do with a program, and on which releases does it?");
  CommonOptions common;
  Commands commands(app);
  describe(app);
  add_common(app, common);
  add_run_commands(commands);
  add_compare_command(commands);
  add_stored_commands(commands);
  add_expectation_commands(commands);
  add_lesson_commands(commands);
  std::vector<std::string> words(argv + 1, argv + argc);
  common.behind_dashes = commands.take_behind_dashes(words);
  try {
    std::ranges::reverse(words);  // as CLI11 wants them
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kOk : kUsage;
  }
  const auto line = arguments(argc, argv);
  common.command_line = "schedlitmus" + line;
  common.again = own_name() + line;
  return commands.run(common);
}

}  // namespace

CLI::App* Commands::subcommand(const std::string& name, const std::string& help) {
  return app_.add_subcommand(name, help);
}

std::vector<std::string> Commands::take_behind_dashes(std::vector<std::string>& words) {
  const auto dashes = std::ranges::find(words, "--");
  const auto is_command = [this](const std::string& word) {
    return std::ranges::any_of(commands_, [&](const auto& each) { return each.first->get_name() == word; });
  };
  const auto command = std::find_if(words.begin(), dashes, is_command);
  if (dashes == words.end() || command == dashes || (*command != "run" && *command != "diagnose")) return {};
  std::vector<std::string> taken(dashes + 1, words.end());
  words.erase(dashes, words.end());
  has_behind_dashes_ = !taken.empty();
  return taken;
}

int Commands::run(const CommonOptions& common) const {
  for (const auto& [command, does] : commands_) {
    if (command->parsed()) return does(common);
  }
  return kUsage;
}

int main(int argc, char** argv) noexcept {
  try {
    if (argc > 0) set_own_name(argv[0]);
    return parse_and_run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "schedlitmus: unexpected failure: %s\n", error.what());
    return kHarnessError;
  }
}

}  // namespace schedlitmus::cli
