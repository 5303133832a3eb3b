// compare
#include <CLI/CLI.hpp>

#include "cli/commands_compare.hpp"
#include "cli/grammar.hpp"
#include "compare/comparison.hpp"

namespace schedlitmus::cli {
namespace {

void add_what(CLI::App* command, CompareOptions& options) {
  auto* what = command->add_option(
      "what", options.what,
      "a Go file, a folder with Go sources, a folder of goprograms/ by its name, a binary that is there, or an "
      "expectation file, of which the "
      "scenario is run; where it has variants, releases are compared for each, and on one release they are");
  auto* other = command->add_option("other", options.other, "where WHAT is a binary that is there: another one");
  auto* stored = command->add_flag("--stored", options.stored, "run nothing: compare the runs of a stored campaign");
  stored->excludes(what)->excludes(other);
  command->add_option("--campaign", options.campaign, "with --stored: its number (default: the newest)")->needs(stored);
  command->callback([what, stored] {
    if (what->count() == 0 && stored->count() == 0) throw CLI::RequiredError("what (or --stored)");
  });
}

void add_axes(CLI::App* command, CompareOptions& options) {
  command->add_option("--go", options.go,
                      "releases, as for run (default: what the expectation is about, else all; with several "
                      "--gomaxprocs or --vary-godebug latest)");
  command
      ->add_option("--gomaxprocs", options.gomaxprocs,
                   "several are compared with each other; where there are several releases, these are, for each "
                   "(default: the expectation's, else 2)")
      ->delimiter(',')
      ->check(CLI::Range(1, 1024));
  add_vary_godebug(command, options.vary_godebug);
}

void add_baselines(CLI::App* command, CompareOptions& options) {
  command->add_option(
      "--baseline", options.baseline,
      "compare with this, each place with the same one of it, or with the newest release before: a file that "
      "--save-baseline wrote, or a store, of which the newest comparable campaign is taken; --go, --gomaxprocs and "
      "--period are as it has them unless given");
  command->add_option("--save-baseline", options.save_baseline,
                      "write what the runs show to this file, to compare later ones with; in a file that is there what "
                      "has not changed stays as it is");
}

void add_runs(CLI::App* command, CompareOptions& options) {
  command
      ->add_option("--runs", options.runs,
                   "at each place, that count (default: 20; a program that hangs is let run 8 times)")
      ->check(CLI::Range(compare::kFewestRuns, 1000));
  add_effort(command, options.effort, "quick (10 runs), normal (20), thorough (60)");
  add_jobs(command, options.jobs);
  command->add_option("--seed", options.seed, "of the order of the runs (default: drawn, and printed)");
  command->add_flag("--resume", options.resume, "go on with the newest comparison of the same plan");
  command->add_flag("--count-noisy", options.count_noisy, "runs during which the host was busy count too");
  command->add_option("--store", options.store, "where runs are kept")->capture_default_str();
}

}  // namespace

void add_compare_command(Commands& commands) {
  const auto [command, options] =
      commands.add("compare", "what a program does differently from release to release, or from setting to setting",
                   compare_command);
  add_what(command, options);
  add_axes(command, options);
  add_godebug(command, options.godebug);
  add_runs(command, options);
  command->add_option("--period", options.period, "of schedtrace (default: the expectation's, else 25ms)");
  command->add_flag("--detail", options.detail, "scheddetail=1: what P, M and G lines tell, too");
  add_launch(command, options.launch);
  command->add_option("--arg", options.args, "an argument for the program; may be repeated")->allow_extra_args(false);
  command->add_flag("--self-check", options.self_check,
                    "compare the runs of each place with each other, too: how many false alarms are there?");
  add_baselines(command, options);
  command->add_option("--json", options.json, "write the result as JSON to this file (- for standard output)");
  command->add_option("--html", options.html, "write it as one page for a browser");
  command->add_option("--markdown", options.markdown,
                      "write it for a CI job's summary or a pull request; \"$GITHUB_STEP_SUMMARY\" is a file, too");
  command->footer(
      "A change is named where the difference is no chance among all comparisons (Benjamini and Hochberg, q at most\n"
      "0.01; of the output 0.05 where all runs agree) and large enough; docs/compare.md tells more.\n"
      "Exit codes: 0 no change, or, with --save-baseline alone, it is written; 1 changes; 2 too few runs count to\n"
      "say so; 3 harness error; 64 usage; 130 interrupted.");
}

}  // namespace schedlitmus::cli
