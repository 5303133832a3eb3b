// lint, language and selftest: what concerns expectations alone.
#include <CLI/CLI.hpp>

#include "cli/commands_expectations.hpp"
#include "cli/grammar.hpp"

namespace schedlitmus::cli {
namespace {

void add_lint(Commands& commands) {
  const auto [command, options] = commands.add<LintOptions>(
      "lint", "all errors of expectations at once, and what is hardly meant; exit 3 where there are errors",
      lint_command);
  command->add_option("expectations", options.expectations, "files and folders (default: all of expectations/)");
  add_set(command, options.set);
  command->add_flag("--json", options.json, "print what was found as JSON");
}

void add_language(Commands& commands) {
  const auto [command, options] = commands.add<LanguageOptions>(
      "language", "what an expectation can say: one key or field, or all of it", language_command);
  command
      ->add_option("word", options.word,
                   "a key or a field, such as share; reference: the page docs/expectations.md; schema and "
                   "defaults-schema: the JSON Schemas of expectations and of defaults.json for editors")
      ->required();
}

void add_selftest(Commands& commands) {
  const auto [command, options] = commands.add<SelftestOptions>(
      "selftest",
      "prove on recorded runs that each check can be missed and can hold, and find those nothing can violate",
      selftest_command);
  command->add_option("expectations", options.expectations,
                      "expectation files and folders (default: all of the project's own)");
  add_set(command, options.set);
  command->add_option("--controls", options.controls,
                      "folder of the recorded runs, FOLDER/EXPECTATION/*.trace (default: controls/EXPECTATION/ "
                      "beside the file or beside a folder above it)");
  command->add_option("--mutations", options.mutations, "changes of recorded runs that each check is tried on")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command->add_option("--seed", options.seed, "of the changes")->capture_default_str();
  command->add_flag("--json", options.json, "print JSON");
  command->footer(
      "A recorded run is what `schedlitmus capture PROGRAM --name NAME -o FOLDER/EXPECTATION` keeps. Its NAME says\n"
      "what it must show: `holds` (each check holds) or `violated-CHECK+CHECK` (these are missed).\n"
      "Exit codes: 0 all proven; 1 a check that nothing can violate, or a run that does not show what its name "
      "says;\n"
      "3 a file that cannot be read, or a check without a recorded run.");
}

}  // namespace

void add_expectation_commands(Commands& commands) {
  add_lint(commands);
  add_language(commands);
  add_selftest(commands);
}

}  // namespace schedlitmus::cli
