// run, capture, record, accept and calibrate: what launches programs; and the releases they run on.
#include <CLI/CLI.hpp>

#include "cli/commands_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/grammar.hpp"
#include "cli/messages.hpp"
#include "compare/comparison.hpp"
#include "record/proposal.hpp"

namespace schedlitmus::cli {
namespace {

/// How runs are made and kept, wherever they are made.
void add_how_to_run(CLI::App* command, RunOptions& options) {
  command->add_option("--gomaxprocs", options.gomaxprocs, "in place of the expectations' own")
      ->delimiter(',')
      ->check(CLI::Range(1, 1024));
  add_godebug(command, options.godebug);
  add_launch(command, options.launch);
  add_jobs(command, options.jobs);
  add_effort(command, options.effort, "quick (at most 10 runs a cell), normal, thorough (three times the runs)");
  command->add_option("--seed", options.seed, "of the order of the runs (default: drawn, and printed)");
  command->add_flag("--resume", options.resume,
                    "go on with the newest campaign of the same plan; a complete one is only reported again");
  command->add_flag("--count-noisy", options.count_noisy, "runs during which the host was busy count too");
  command->add_option("--store", options.store, "where runs are kept")->capture_default_str();
}

int run_either(const RunOptions& options, const CommonOptions& common) {
  const bool command = !common.behind_dashes.empty();
  if (command && !options.service.other_given.empty())
    return refuse({options.service.other_given + " is not for a command behind --", "run", {}}, kUsage);
  if (!command && options.service.given) {
    return refuse({"--period, --keep, --no-detail and --no-view need a command behind --", "run",
                   "such as: schedlitmus run --keep trace.txt -- ./service"},
                  kUsage);
  }
  return command ? run_service_command(options, common) : run_command(options, common);
}

void add_run(Commands& commands) {
  const auto [command, options] = commands.add<RunOptions>(
      "run", "build, launch and check programs on Go releases: the main job; or run -- COMMAND: look at a service",
      run_either);
  command->add_option("expectations", options.expectations,
                      "expectation files and folders (default: the ten-goroutine article's)");
  add_set(command, options.set);
  command->add_option("--go", options.go,
                      "releases: 1.13, 1.13.15, 1.20..1.27 (the last of each), 1.13.2..1.13.5 (every patch), >=1.14, "
                      "all, latest, previous, local, 1.28rc1, "
                      "goroot:FOLDER (a Go of your own); several with commas "
                      "(default: what each expectation names)");
  add_how_to_run(command, options);
  add_vary_godebug(command, options.vary_godebug);
  command
      ->add_option("--shard", options.shard,
                   "i/n: only the i-th of n parts of the matrix; `schedlitmus merge` joins their stores")
      ->option_text("i/n");
  command
      ->add_option("--fixed", options.fixed_runs,
                   "judge after exactly so many runs that count, by the binomial distribution, in place of the "
                   "sequential test")
      ->check(CLI::Range(1, 10'000))
      ->option_text("RUNS");
  add_confidence(command, options.confidence);
  command->add_flag("--explain", options.explain, kExplainHelp);
  command->add_flag("--allow-inconclusive", options.allow_inconclusive,
                    "exit 0 where nothing worse than inconclusive was seen");
  add_report_files(command, options.files);
  add_service_flags(command, options.service, {"--json", "--deadline"});
  command->footer(
      "run [--json FILE] [--deadline TIME] -- COMMAND ARGS... needs no expectation: it launches the command with "
      "schedtrace on, shows\n"
      "its Ps, queues, threads and goroutines while it runs, and tells at the end what was seen. Its streams are "
      "passed\n"
      "through, and so is Ctrl-C, and its exit code.");
}

void add_bisect_what(CLI::App* command, BisectOptions& options) {
  command
      ->add_option(
          "what", options.run.expectations,
          "one expectation file; or a program: a Go file, a folder with Go sources, a folder of goprograms/ by "
          "its name")
      ->required()
      ->expected(1);
  command->add_option("--good", options.task.good, "a release where the check HOLDS, as --go of run")->required();
  command->add_option("--bad", options.task.bad, "a release where it is VIOLATED; it may be the older one")->required();
  command->add_option("--check", options.task.check,
                      "the check's id (default: the first that HOLDS on the one and is VIOLATED on the other)");
  add_set(command, options.run.set);
}

/// What an expectation says itself.
void add_bisect_program(CLI::App* command, BisectOptions& options) {
  command->add_option("--observable", options.observable,
                      "of a program: what is followed, named as compare names it: exit, stdout.x, measure.served, "
                      "runqueue (default: the clearest that is different on the two ends)");
  command->add_option("--runs", options.runs, "of a program, of each release that is looked at (default: 20, quick 10)")
      ->check(CLI::Range(compare::kFewestRuns, 1000));
  command->add_option("--arg", options.args, "an argument for the program; may be repeated")->allow_extra_args(false);
  command->add_option("--period", options.period, "of a program's schedtrace (default: 25ms)");
  command->add_flag("--detail", options.detail, "of a program: scheddetail=1");
}

void add_bisect(Commands& commands) {
  const auto [command, options] = commands.add<BisectOptions>(
      "bisect",
      "find the release where a check stops to hold, or a program's behaviour changes: over minors, then over patches "
      "and candidates",
      bisect_command);
  options.run.effort = campaign::Effort::thorough;
  add_bisect_what(command, options);
  add_bisect_program(command, options);
  command->add_flag("--all", options.task.all,
                    "look at each minor release between: finds what is broken and fine again, too");
  command->add_flag("--minors", options.task.minors_only, "no patches and candidates");
  add_how_to_run(command, options.run);
  command->add_flag("--json", options.json, "print the answer as JSON");
  command->footer(
      "The check is the file's own on each release, whatever its \"releases\" say, but for skips. A release that "
      "stays\n"
      "inconclusive (thorough: after three times the expectation's max_runs) is undecided and gone around. Where the\n"
      "check HOLDS on both ends, each minor release between is looked at.\n"
      "Of a program, what `compare` finds different between the two ends is followed: its runs on a release are as\n"
      "those of the good one, as those of the bad one, unlike both, or do not tell (docs/compare.md).\n"
      "Exit codes: 0 found; 2 undecided releases lie where the answer may be; 3 error, such as a check or program\n"
      "that is no different on the two ends; 64 usage; 130 interrupted (--resume goes on).");
}

void add_capture(Commands& commands) {
  const auto [command, options] = commands.add<CaptureOptions>(
      "capture", "run a program once on each release and keep its raw trace", capture_command);
  command->add_option("program", options.program, "a folder of goprograms/, or a path that begins with . or /")
      ->required();
  command->add_option("--go", options.go, "releases, as for run")->capture_default_str();
  command->add_option("--gomaxprocs", options.gomaxprocs)->check(CLI::Range(1, 1024))->capture_default_str();
  add_godebug(command, options.godebug);
  command->add_option("--period", options.period, "of schedtrace")->capture_default_str();
  add_launch(command, options.launch);
  command->add_flag("--detail", options.detail, "scheddetail=1: P, M and G lines");
  command
      ->add_option("-o,--output", options.output,
                   "folder for the .trace and .run.json files, and .stdout with what was printed")
      ->capture_default_str();
  command->add_option("--name", options.name, "of the files (default: from the settings)");
  command->add_option("--arg", options.args, "an argument for the program; may be repeated")->allow_extra_args(false);
}

void add_record(Commands& commands) {
  const auto [command, options] = commands.add<RecordOptions>(
      "record", "run a program many times on each release and write an expectation of what they show", record_command);
  command
      ->add_option("program", options.program,
                   "a folder of goprograms/, a path that begins with . or /, or an expectation's file (.json): its "
                   "scenario, such as a service under its load")
      ->required();
  command->add_option("--go", options.go, "releases, as for run: with several, the checks that tell them apart")
      ->capture_default_str();
  command->add_option("--runs", options.runs, "of each release that count; more of them allow stricter rates")
      ->check(CLI::Range(record::kFewestRuns, 1000))
      ->capture_default_str();
  command->add_option("--gomaxprocs", options.gomaxprocs, "(default: the file's first, else 2)")
      ->check(CLI::Range(1, 1024));
  add_godebug(command, options.godebug);
  command->add_option("--period", options.period, "of schedtrace (default: the file's, else 25ms)");
  add_launch(command, options.launch);
  command->add_flag("--detail", options.detail, "scheddetail=1: what P, M and G lines tell, too");
  command->add_option("--arg", options.args, "an argument for the program, in place of the file's; may be repeated")
      ->allow_extra_args(false);
  add_jobs(command, options.jobs);
  command->add_option("--seed", options.seed, "of the order of the runs (default: drawn, and written down)");
  command->add_flag("--count-noisy", options.count_noisy, "runs during which the host was busy count too");
  command->add_option("--store", options.store, "where runs are kept")->capture_default_str();
  command->add_option("-o,--output", options.output, "the file to write; - is standard output")->capture_default_str();
  command->footer(
      "Two thirds of the runs choose the checks, the third is held out to confirm them: with the rates that are\n"
      "written a check is VIOLATED on the release that it was recorded on with a probability of at most 5 %.\n"
      "Each check says what was seen, and with what power it sees another release.");
}

void add_accept(Commands& commands) {
  const auto [command, options] = commands.add<AcceptOptions>(
      "accept", "take what runs showed into an expectation: new values for its checks that are VIOLATED",
      accept_command);
  command->add_option("expectation", options.expectation, "a file")->required();
  command->add_option("--reason", options.reason, "why the change is right; written into the file")
      ->required()
      ->option_text("TEXT REQUIRED");
  command
      ->add_option("--check", options.checks,
                   "only this one; may be repeated (default: all that are VIOLATED; an invariant must be named)")
      ->allow_extra_args(false)
      ->option_text("ID");
  auto* campaign = command->add_option("--campaign", options.campaign,
                                       "the evidence (default: the newest in the store with this expectation; where "
                                       "there is none, 20 runs are made)");
  auto* runs = command->add_option("--runs", options.runs, "make so many runs of each cell, to their end")
                   ->check(CLI::Range(record::kFewestRuns, 1000))
                   ->excludes(campaign);
  command->add_option("--go", options.go, "with --runs: releases, as for run (default: what the expectation names)")
      ->needs(runs);
  command->add_flag("--count-noisy", options.count_noisy,
                    "of runs that are made, those during which the host was busy count too");
  command->add_flag("--dry-run", options.dry_run, "only show what would be changed");
  command->add_option("--store", options.store, "where runs are kept")->capture_default_str();
  command->footer(
      "Shows the change and writes it. Only values of checks that are VIOLATED change, and only where that is so:\n"
      "a check that failed on some of the file's releases gets a form of its own for these, under \"releases\".\n"
      "It takes 10 runs that count and show the whole of what the check looks at; what is written holds on them.\n"
      "Exit codes: 0 something was accepted; 1 nothing is to be accepted; 2 the evidence is not enough; 3 error,\n"
      "or what was seen cannot be written as a value; 64 usage; 130 interrupted.");
}

void add_calibrate(Commands& commands) {
  const auto [command, options] = commands.add<CalibrateOptions>(
      "calibrate", "measure this machine while it is idle: when is it too busy for a run to count?", calibrate_command);
  command->add_option("--go", options.go, "one release")->capture_default_str();
  command->add_option("--runs", options.runs, "of each of two programs, in each of two arms")
      ->check(CLI::Range(5, 1000))
      ->capture_default_str();
  command->add_option("-o,--output", options.output,
                      "file (default: calibration.json of schedlitmus below $XDG_STATE_HOME or ~/.local/state, "
                      "where run looks for it)");
}

void add_releases(Commands& commands) {
  const auto [command, options] =
      commands.add<ReleasesOptions>("releases", "the Go releases: list, fetch and remove them", releases_command);
  command->add_flag("--json", options.json, "print the list as JSON");
  command->add_flag("--all", options.all, "list every patch release and candidate, not only the last of each minor");
  const auto action = [&](const char* name, ReleasesAction does, const char* help) {
    auto* subcommand = command->add_subcommand(name, help);
    subcommand->callback([&options, does] { options.action = does; });
    return subcommand;
  };
  action("fetch", ReleasesAction::fetch, "fetch releases through the Go module proxy, verified, several at once")
      ->add_option("selector", options.selector, "as --go of run")
      ->required();
  action("remove", ReleasesAction::remove, "remove fetched releases from this machine (of 1.13 all patches)")
      ->add_option("selector", options.selector, "as --go of run")
      ->required();
  action("clean", ReleasesAction::clean, "remove the built programs and the compiler's caches (they come again)");
  command->footer(
      "Releases are kept in Go's module cache (go env GOMODCACHE), built programs in\n"
      "SCHEDLITMUS_CACHE (~/.cache/schedlitmus): at most 2 GiB, the longest unused go first.");
}

}  // namespace

void add_run_commands(Commands& commands) {
  add_run(commands);
  add_bisect(commands);
  add_record(commands);
  add_accept(commands);
  add_capture(commands);
  add_calibrate(commands);
  add_releases(commands);
}

}  // namespace schedlitmus::cli
