#include "cli/cli.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <exception>
#include <sstream>

#include "campaign/version.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "record/proposal.hpp"
#include "support/shell.hpp"

namespace schedlitmus::cli {

namespace {

std::string command_line(int argc, char** argv) {
  std::string line = "schedlitmus";
  for (int i = 1; i < argc; ++i) line += " " + shell_quote(argv[i]);
  return line;
}

/// The whole grammar of the command line, and what it filled in.
class Grammar {
 public:
  Grammar()
      : app_("Litmus tests for the Go scheduler: what should it do with a program, and on which releases does it?") {
    app_.name("schedlitmus");
    app_.set_version_flag("--version", std::string("schedlitmus ") + campaign::kVersion);
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.add_option("--color", common_.colour, "auto, always or never")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, ColourChoice>{
                {"auto", ColourChoice::automatic}, {"always", ColourChoice::always}, {"never", ColourChoice::never}},
            CLI::ignore_case))
        ->option_text("auto|always|never");
    app_.add_flag("-q,--quiet", common_.quiet, "no progress on stderr");
    app_.footer(
        "Exit codes: 0 all as expected; 1 violated; 2 inconclusive (0 with --allow-inconclusive);\n"
        "3 harness error or nothing checked; 64 usage; 130 interrupted.\n"
        "./schedlitmus test builds and runs the project's own tests.");
    add_run();
    add_check();
    add_lint();
    add_language();
    add_selftest();
    add_report();
    add_show();
    add_merge();
    add_parse();
    add_explain();
    add_capture();
    add_record();
    add_calibrate();
    add_releases();
  }

  int parse_and_run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? kOk : kUsage;
    }
    common_.command_line = command_line(argc, argv);
    if (*run_) return run_command(run_options_, common_);
    if (*check_ && check_options_.stored) return check_stored_command(check_options_, common_);
    if (*check_) return check_command(check_options_, common_);
    if (*lint_) return lint_command(lint_options_, common_);
    if (*language_) return language_command(language_options_, common_);
    if (*selftest_) return selftest_command(selftest_options_, common_);
    if (*report_) return report_command(report_options_, common_);
    if (*show_) return show_command(show_options_, common_);
    if (*merge_) return merge_command(merge_options_, common_);
    if (*parse_) return parse_command(parse_options_, common_);
    if (*explain_) return explain_command(explain_options_, common_);
    if (*calibrate_) return calibrate_command(calibrate_options_, common_);
    if (*capture_) return capture_command(capture_options_, common_);
    if (*record_) return record_command(record_options_, common_);
    return releases_command(releases_options_, common_);
  }

 private:
  void add_run() {
    auto& options = run_options_;
    run_ = app_.add_subcommand("run", "build, launch and check programs on Go releases: the main job");
    run_->add_option("expectations", options.expectations,
                     "expectation files and folders (default: the ten-goroutine article's)");
    run_->add_option("--go", options.go,
                     "releases: 1.13, 1.13.15, 1.20..1.27 (the last of each), 1.13.2..1.13.5 (every patch), >=1.14, "
                     "all, latest, previous, local, 1.28rc1, "
                     "goroot:FOLDER (a Go of your own); several with commas "
                     "(default: what each expectation names)");
    run_->add_option("--gomaxprocs", options.gomaxprocs, "in place of the expectations' own")
        ->delimiter(',')
        ->check(CLI::Range(1, 1024));
    add_godebug(run_, options.godebug);
    run_->add_option_function<std::vector<std::string>>(
            "--vary-godebug",
            [&options](const std::vector<std::string>& axes) {
              for (const auto& axis : axes) take_axis(axis, options.vary_godebug);
            },
            "NAME=VALUE,VALUE...: run with each of the values; may be repeated")
        ->allow_extra_args(false);
    add_launch(run_, options.launch);
    run_->add_option_function<std::string>(
            "-j,--jobs", [&options](const std::string& jobs) { options.jobs = read_jobs(jobs); },
            "runs at once, each on CPUs of its own: a number, or auto, as many as fit (default)")
        ->option_text("N|auto");
    run_->add_option("--shard", options.shard,
                     "i/n: only the i-th of n parts of the matrix; `schedlitmus merge` joins their stores")
        ->option_text("i/n");
    run_->add_option("--effort", options.effort,
                     "quick (at most 10 runs a cell), normal, thorough (three times the runs)")
        ->transform(
            CLI::CheckedTransformer(std::map<std::string, campaign::Effort>{{"quick", campaign::Effort::quick},
                                                                            {"normal", campaign::Effort::normal},
                                                                            {"thorough", campaign::Effort::thorough}}))
        ->option_text("quick|normal|thorough");
    run_->add_option("--fixed", options.fixed_runs,
                     "judge after exactly so many runs that count, by the binomial distribution, in place of the "
                     "sequential test")
        ->check(CLI::Range(1, 10'000))
        ->option_text("RUNS");
    add_confidence(run_, options.confidence);
    run_->add_flag("--explain", options.explain, kExplainHelp);
    run_->add_option("--seed", options.seed, "of the order of the runs (default: drawn, and printed)");
    run_->add_flag("--resume", options.resume,
                   "go on with the newest campaign of the same plan; a complete one is only reported again");
    run_->add_flag("--allow-inconclusive", options.allow_inconclusive,
                   "exit 0 where nothing worse than inconclusive was seen");
    run_->add_flag("--count-noisy", options.count_noisy, "runs during which the host was busy count too");
    run_->add_option("--store", options.store, "where runs are kept")->capture_default_str();
    add_report_files(run_, options.files);
  }

  static void add_godebug(CLI::App* command, std::map<std::string, std::string>& into) {
    command
        ->add_option_function<std::vector<std::string>>(
            "--godebug",
            [&into](const std::vector<std::string>& settings) {
              for (const auto& setting : settings) take_godebug(setting, into);
            },
            "NAME=VALUE, added to the expectations' own; several with commas")
        ->delimiter(',');
  }

  static constexpr const char* kExplainHelp =
      "tell of each check why each run was counted or not, and how the test went";

  static CLI::Option* add_confidence(CLI::App* command, std::optional<double>& into) {
    return command
        ->add_option("--confidence", into,
                     "show the two-sided interval of each hold rate (Clopper-Pearson), such as 0.95")
        ->check(CLI::Range(0.5, 0.9999))
        ->option_text("SHARE");
  }

  static void add_launch(CLI::App* command, LaunchOptions& into) {
    command
        ->add_option_function<expectation::CaptureChoice>(
            "--capture", [&into](expectation::CaptureChoice choice) { into.capture = choice; },
            "stderr write by write, which cannot tear (messages), or as a stream (pipe); auto: pipe for detailed "
            "traces. A program that opens /dev/stderr, or writes hundreds of KiB at once, needs the pipe")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, expectation::CaptureChoice>{{"auto", expectation::CaptureChoice::automatic},
                                                              {"messages", expectation::CaptureChoice::messages},
                                                              {"pipe", expectation::CaptureChoice::pipe}}))
        ->option_text("auto|messages|pipe");
    command->add_option("--deadline", into.deadline, "a run that is still going is stopped then, such as 30s")
        ->capture_default_str();
    command->add_option("--max-output", into.max_output,
                        "a run that writes more is stopped, such as 1GiB (the default)");
    command->add_option("--max-memory", into.max_memory,
                        "a run that has more in memory is stopped (default: three quarters of the machine's)");
  }

  static int read_jobs(const std::string& text) {
    if (text == "auto") return 0;
    int jobs = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), jobs);
    if (error != std::errc{} || end != text.data() + text.size() || jobs < 1) {
      throw CLI::ValidationError("--jobs", "\"" + text + "\" is neither auto nor a number from 1 on");
    }
    return jobs;
  }

  static void take_axis(const std::string& text, std::vector<campaign::GodebugAxis>& into) {
    campaign::GodebugAxis axis;
    std::istringstream values(text.substr(std::min(text.size(), text.find('=') + 1)));
    for (std::string value; std::getline(values, value, ',');) {
      std::map<std::string, std::string> setting;
      take_godebug(text.substr(0, text.find('=')) + "=" + value, setting, "--vary-godebug");
      axis.name = setting.begin()->first;
      if (value.empty() || std::ranges::find(axis.values, value) != axis.values.end()) {
        throw CLI::ValidationError("--vary-godebug", "\"" + text + "\" has an empty value or one twice");
      }
      axis.values.push_back(value);
    }
    if (text.find('=') == std::string::npos || axis.values.empty()) {
      throw CLI::ValidationError("--vary-godebug", "\"" + text + "\" is not NAME=VALUE,VALUE...");
    }
    if (std::ranges::find(into, axis.name, &campaign::GodebugAxis::name) != into.end()) {
      throw CLI::ValidationError("--vary-godebug", axis.name + " is varied twice");
    }
    into.push_back(std::move(axis));
  }

  static void take_godebug(const std::string& setting, std::map<std::string, std::string>& into,
                           const std::string& option = "--godebug") {
    const auto equals = setting.find('=');
    if (equals == 0 || equals == std::string::npos) {
      throw CLI::ValidationError(option, "\"" + setting + "\" is not NAME=VALUE");
    }
    const auto name = setting.substr(0, equals);
    if (name == "schedtrace" || name == "scheddetail") {
      throw CLI::ValidationError(option, name + " is not set here: how to trace is said elsewhere");
    }
    into[name] = setting.substr(equals + 1);
  }

  void add_check() {
    auto& options = check_options_;
    check_ = app_.add_subcommand("check", "check a recorded trace, or the runs of a store, against expectations");
    auto* trace = check_->add_option("trace", options.trace, "a file, or - for standard input");
    auto* files = check_->add_option("-e,--expectation", options.expectations,
                                     "expectation files and folders (with --stored by default those of the runs)");
    check_->add_option("--go", options.go, "the release that wrote the trace, for the files' release rules")
        ->needs(trace);
    check_->add_option("--stdout", options.stdout_file, "what the program printed on stdout: a file, for checks on it")
        ->needs(trace);
    check_->add_option("--exit-status", options.exit_status, "how the program ended; 128 + N: killed by signal N")
        ->check(CLI::Range(0, 255))
        ->needs(trace);
    auto* stored = check_->add_flag("--stored", options.stored, "check stored runs again, without running anything");
    stored->excludes(trace);
    check_->add_option("--store", options.store, "with --stored: where the runs are")
        ->capture_default_str()
        ->needs(stored);
    check_->add_option("--campaign", options.campaign, "with --stored: of which runs (default: the newest)")
        ->needs(stored);
    add_confidence(check_, options.confidence)->needs(stored);
    check_->add_flag("--explain", options.explain, std::string("with --stored: ") + kExplainHelp)->needs(stored);
    check_->add_flag("--json", options.json, "print the report as JSON");
    check_->add_flag("--allow-inconclusive", options.allow_inconclusive, "exit 0 where nothing worse was seen");
    check_->callback([trace, files, stored] {
      if (stored->count() > 0) return;
      if (trace->count() == 0) throw CLI::RequiredError("trace (or --stored)");
      if (files->count() == 0) throw CLI::RequiredError("--expectation");
    });
  }

  void add_lint() {
    auto& options = lint_options_;
    lint_ = app_.add_subcommand(
        "lint", "all errors of expectations at once, and what is hardly meant; exit 3 where there are errors");
    lint_->add_option("expectations", options.expectations, "files and folders (default: all of expectations/)");
    lint_->add_flag("--json", options.json, "print what was found as JSON");
  }

  void add_language() {
    language_ = app_.add_subcommand("language", "what an expectation can say: one key or field, or all of it");
    language_
        ->add_option("word", language_options_.word,
                     "a key or a field, such as share; reference: the page docs/expectations.md; schema: the JSON "
                     "Schema for editors")
        ->required();
  }

  void add_selftest() {
    auto& options = selftest_options_;
    selftest_ = app_.add_subcommand(
        "selftest",
        "prove on recorded runs that each check can be missed and can hold, and find those nothing can violate");
    selftest_->add_option("expectations", options.expectations,
                          "expectation files and folders (default: all of the project's own)");
    selftest_->add_option("--controls", options.controls,
                          "folder of the recorded runs, FOLDER/EXPECTATION/*.trace (default: controls/EXPECTATION/ "
                          "beside the file or beside a folder above it)");
    selftest_->add_option("--mutations", options.mutations, "changes of recorded runs that each check is tried on")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    selftest_->add_option("--seed", options.seed, "of the changes")->capture_default_str();
    selftest_->add_flag("--json", options.json, "print JSON");
    selftest_->footer(
        "A recorded run is what `schedlitmus capture PROGRAM --name NAME -o FOLDER/EXPECTATION` keeps. Its NAME says\n"
        "what it must show: `holds` (each check holds) or `violated-CHECK+CHECK` (these are missed).\n"
        "Exit codes: 0 all proven; 1 a check that nothing can violate, or a run that does not show what its name "
        "says;\n"
        "3 a file that cannot be read, or a check without a recorded run.");
  }

  static void add_report_files(CLI::App* command, ReportFiles& into) {
    command->add_option("--json", into.json, "write the report as JSON to this file (- for standard output)");
    command->add_option("--junit", into.junit, "write the report as JUnit XML");
    command->add_option("--html", into.html, "write the report as one self-contained page");
  }

  void add_report() {
    auto& options = report_options_;
    report_ = app_.add_subcommand("report", "the report of a stored campaign, made again");
    report_->add_option("--store", options.store, "where the runs are")->capture_default_str();
    report_->add_option("--campaign", options.campaign, "its number (default: the newest, with all its shards)");
    add_confidence(report_, options.confidence);
    report_->add_flag("--explain", options.explain, kExplainHelp);
    report_->add_flag("--allow-inconclusive", options.allow_inconclusive, "exit 0 where nothing worse was seen");
    add_report_files(report_, options.files);
  }

  void add_show() {
    auto& options = show_options_;
    show_ = app_.add_subcommand("show", "stored campaigns and runs, or all that is known of one run");
    show_->add_option("run", options.run, "its number");
    show_->add_option("--store", options.store, "where the runs are")->capture_default_str();
    show_->add_option("--campaign", options.campaign, "the runs of this one (default: the newest)");
    show_->add_option("--expectation", options.expectation, "only runs with this in the expectation's name");
    show_->add_option("--go", options.go, "only runs on these releases, as for run");
    show_->add_flag("--stderr", options.err, "print the run's stderr as the program wrote it");
    show_->add_flag("--stdout", options.out, "print the run's stdout");
    show_->add_flag("--json", options.json, "print JSON");
    show_->callback([this] {
      if ((show_options_.err || show_options_.out) && !show_options_.run) {
        throw CLI::ValidationError("--stderr and --stdout", "name a run");
      }
    });
  }

  void add_merge() {
    auto& options = merge_options_;
    merge_ = app_.add_subcommand("merge", "join stores: shards of a plan, or the runs of several machines");
    merge_->add_option("out", options.out, "the store to create or to add to")->required();
    merge_->add_option("inputs", options.inputs, "stores; they are only read")->required();
  }

  void add_parse() {
    auto& options = parse_options_;
    parse_ = app_.add_subcommand("parse", "a recorded trace as one JSON object a sample, or as CSV or OpenMetrics");
    parse_->add_option("trace", options.trace, "a file, or - for standard input")->required();
    parse_->add_option("--format", options.format, "of the samples")
        ->transform(CLI::CheckedTransformer(std::map<std::string, ParseFormat>{
            {"json", ParseFormat::json}, {"csv", ParseFormat::csv}, {"openmetrics", ParseFormat::openmetrics}}))
        ->option_text("json|csv|openmetrics");
    parse_->add_flag("--samples,!--no-samples", options.samples, "print the samples (the default), or not");
    parse_->add_flag("--text", options.text, "print the program's own text on stderr");
    parse_->add_flag("--health", options.health, "print the account of what was lost or unusual on stderr");
    parse_->add_flag("--strict", options.strict, "exit 2 when anything was lost");
  }

  void add_explain() {
    auto& options = explain_options_;
    explain_ = app_.add_subcommand("explain", "a recorded trace in words, with a picture of P, M and G");
    explain_->add_option("trace", options.trace, "a file, or - for standard input")->required();
    explain_->add_option("--at", options.at, "only the sample nearest to this time, such as 2s");
    explain_->add_option("--format", options.markdown, "of the words")
        ->transform(CLI::CheckedTransformer(std::map<std::string, bool>{{"text", false}, {"markdown", true}}))
        ->option_text("text|markdown");
    explain_->add_option("--svg", options.svg, "write a picture of the sample (with --at: that one) to this file");
  }

  void add_calibrate() {
    auto& options = calibrate_options_;
    calibrate_ = app_.add_subcommand("calibrate",
                                     "measure this machine while it is idle: when is it too busy for a run to count?");
    calibrate_->add_option("--go", options.go, "one release")->capture_default_str();
    calibrate_->add_option("--runs", options.runs, "of each of two programs, in each of two arms")
        ->check(CLI::Range(5, 1000))
        ->capture_default_str();
    calibrate_->add_option("-o,--output", options.output,
                           "file (default: calibration.json of schedlitmus below $XDG_STATE_HOME or ~/.local/state, "
                           "where run looks for it)");
  }

  void add_capture() {
    auto& options = capture_options_;
    capture_ = app_.add_subcommand("capture", "run a program once on each release and keep its raw trace");
    capture_->add_option("program", options.program, "a folder of goprograms/, or a path that begins with . or /")
        ->required();
    capture_->add_option("--go", options.go, "releases, as for run")->capture_default_str();
    capture_->add_option("--gomaxprocs", options.gomaxprocs)->check(CLI::Range(1, 1024))->capture_default_str();
    add_godebug(capture_, options.godebug);
    capture_->add_option("--period", options.period, "of schedtrace")->capture_default_str();
    add_launch(capture_, options.launch);
    capture_->add_flag("--detail", options.detail, "scheddetail=1: P, M and G lines");
    capture_
        ->add_option("-o,--output", options.output,
                     "folder for the .trace and .run.json files, and .stdout with what was printed")
        ->capture_default_str();
    capture_->add_option("--name", options.name, "of the files (default: from the settings)");
    capture_->add_option("--arg", options.args, "an argument for the program; may be repeated")
        ->allow_extra_args(false);
  }

  void add_record() {
    auto& options = record_options_;
    record_ = app_.add_subcommand(
        "record", "run a program many times on each release and write an expectation of what they show");
    record_->add_option("program", options.program, "a folder of goprograms/, or a path that begins with . or /")
        ->required();
    record_->add_option("--go", options.go, "releases, as for run: with several, the checks that tell them apart")
        ->capture_default_str();
    record_->add_option("--runs", options.runs, "of each release that count; more of them allow stricter rates")
        ->check(CLI::Range(record::kFewestRuns, 1000))
        ->capture_default_str();
    record_->add_option("--gomaxprocs", options.gomaxprocs)->check(CLI::Range(1, 1024))->capture_default_str();
    add_godebug(record_, options.godebug);
    record_->add_option("--period", options.period, "of schedtrace")->capture_default_str();
    add_launch(record_, options.launch);
    record_->add_flag("--detail", options.detail, "scheddetail=1: what P, M and G lines tell, too");
    record_->add_option("--arg", options.args, "an argument for the program; may be repeated")->allow_extra_args(false);
    record_
        ->add_option_function<std::string>(
            "-j,--jobs", [&options](const std::string& jobs) { options.jobs = read_jobs(jobs); }, "as for run")
        ->option_text("N|auto");
    record_->add_option("--seed", options.seed, "of the order of the runs (default: drawn, and written down)");
    record_->add_flag("--count-noisy", options.count_noisy, "runs during which the host was busy count too");
    record_->add_option("--store", options.store, "where runs are kept")->capture_default_str();
    record_->add_option("-o,--output", options.output, "the file to write; - is standard output")
        ->capture_default_str();
    record_->footer(
        "Two thirds of the runs choose the checks, the third is held out to confirm them: with the rates that are\n"
        "written a check is VIOLATED on the release that it was recorded on with a probability of at most 5 %.\n"
        "Each check says what was seen, and with what power it sees another release.");
  }

  void add_releases() {
    auto& options = releases_options_;
    releases_ = app_.add_subcommand("releases", "the Go releases: list, fetch and remove them");
    releases_->add_flag("--json", options.json, "print the list as JSON");
    releases_->add_flag("--all", options.all,
                        "list every patch release and candidate, not only the last of each minor");
    const auto action = [&](const char* name, ReleasesAction does, const char* help) {
      auto* command = releases_->add_subcommand(name, help);
      command->callback([&options, does] { options.action = does; });
      return command;
    };
    action("fetch", ReleasesAction::fetch, "fetch releases through the Go module proxy, verified, several at once")
        ->add_option("selector", options.selector, "as --go of run")
        ->required();
    action("remove", ReleasesAction::remove, "remove fetched releases from this machine (of 1.13 all patches)")
        ->add_option("selector", options.selector, "as --go of run")
        ->required();
    action("clean", ReleasesAction::clean, "remove the built programs and the compiler's caches (they come again)");
    releases_->footer(
        "Releases are kept in Go's module cache (go env GOMODCACHE), built programs in\n"
        "SCHEDLITMUS_CACHE (~/.cache/schedlitmus): at most 2 GiB, the longest unused go first.");
  }

  CLI::App app_;
  CLI::App* run_ = nullptr;
  CLI::App* check_ = nullptr;
  CLI::App* lint_ = nullptr;
  CLI::App* language_ = nullptr;
  CLI::App* selftest_ = nullptr;
  CLI::App* report_ = nullptr;
  CLI::App* show_ = nullptr;
  CLI::App* merge_ = nullptr;
  CLI::App* parse_ = nullptr;
  CLI::App* explain_ = nullptr;
  CLI::App* calibrate_ = nullptr;
  CLI::App* capture_ = nullptr;
  CLI::App* record_ = nullptr;
  CLI::App* releases_ = nullptr;
  CommonOptions common_;
  RunOptions run_options_;
  CheckOptions check_options_;
  LintOptions lint_options_;
  LanguageOptions language_options_;
  SelftestOptions selftest_options_;
  ReportOptions report_options_;
  ShowOptions show_options_;
  MergeOptions merge_options_;
  ParseOptions parse_options_;
  ExplainOptions explain_options_;
  CalibrateOptions calibrate_options_;
  CaptureOptions capture_options_;
  RecordOptions record_options_;
  ReleasesOptions releases_options_;
};

}  // namespace

int main(int argc, char** argv) noexcept {
  try {
    return Grammar().parse_and_run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "schedlitmus: unexpected failure: %s\n", error.what());
    return kHarnessError;
  }
}

}  // namespace schedlitmus::cli
