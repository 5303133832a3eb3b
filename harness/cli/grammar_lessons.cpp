// lesson and new: teaching examples that stay true, and files to begin with.
#include <CLI/CLI.hpp>

#include "cli/commands_lessons.hpp"
#include "cli/grammar.hpp"

namespace schedlitmus::cli {
namespace {

void add_lesson(Commands& commands) {
  const auto [command, options] = commands.add<LessonOptions>(
      "lesson", "check what a lesson says, and fill the real output into it", lesson_command);
  command->add_option("lesson", options.lessons, "Markdown files with schedlitmus blocks: see docs/lessons.md")
      ->required();
  command->add_option("-o,--output", options.output,
                      "write the lesson with what was seen: FILE.md, its pictures beside it, or FILE.html, one page");
  command->add_flag("--check", options.check_only, "only check what is said: fewer runs, nothing is written");
  command->add_option("--go", options.run.go, "releases in place of all that the lesson names, as for run");
  add_launch(command, options.run.launch);
  add_jobs(command, options.run.jobs);
  add_effort(command, options.run.effort, "quick (at most 10 runs a cell), normal, thorough (three times the runs)");
  command->add_option("--seed", options.run.seed, "of the order of the runs (default: drawn, and printed)");
  command->add_flag("--resume", options.run.resume, "go on with the newest runs of the same lesson");
  command->add_flag("--count-noisy", options.run.count_noisy, "runs during which the host was busy count too");
  command->add_option("--store", options.run.store, "where runs are kept")->capture_default_str();
  command->footer(
      "A statement is judged over many short runs, what is shown comes from a few runs to their end.\n"
      "Exit codes: 0 all that is said holds; 1 a statement does not hold, or nothing is there to show; 2 "
      "inconclusive;\n"
      "3 harness error; 64 usage; 130 interrupted.");
}

void add_new(Commands& commands) {
  const auto [command, options] =
      commands.add<NewOptions>("new", "a lesson, a program or an expectation to begin with, which works", new_command);
  const auto kind = [&](const char* name, NewKind is, const char* help) {
    auto* subcommand = command->add_subcommand(name, help);
    subcommand->callback([&options, is] { options.kind = is; });
    subcommand->add_option("name", options.name, "its name, or a path that begins with . or /")->required();
    return subcommand;
  };
  kind("lesson", NewKind::lesson, "docs/lessons/NAME.md");
  kind("program", NewKind::program, "goprograms/NAME/main.go");
  kind("expectation", NewKind::expectation, "expectations/NAME.json")
      ->add_option("--program", options.program,
                   "what it is about, as a scenario names it (default: the program of the same name, else "
                   "ten_goroutines)");
  command->require_subcommand(1);
}

}  // namespace

void add_lesson_commands(Commands& commands) {
  add_lesson(commands);
  add_new(commands);
}

}  // namespace schedlitmus::cli
