// check, report, show and merge: what stored runs and recorded traces tell; parse, explain and diagnose: one trace.
#include <CLI/CLI.hpp>

#include "cli/commands_stored.hpp"
#include "cli/grammar.hpp"

namespace schedlitmus::cli {
namespace {

int check_or_stored(const CheckOptions& options, const CommonOptions& common) {
  return options.stored ? check_stored_command(options, common) : check_command(options, common);
}

void add_follow(CLI::App* command, CLI::Option* trace, FollowOptions& into) {
  auto* follow = command->add_flag("-f,--follow", into.on,
                                   "go on reading what is added, also over a rotation, and print each verdict when it "
                                   "is decided; Ctrl-C ends it with the report");
  follow->needs(trace);
  auto* every = command
                    ->add_option("--every", into.every,
                                 "with --follow: apply the checks anew to each window of this length, such as 60s; "
                                 "their times count from its begin")
                    ->needs(follow)
                    ->option_text("TIME");
  command->add_option("--for", into.for_so_long, "with --follow: end after this time")
      ->needs(follow)
      ->option_text("TIME");
  command->add_flag("--until-decided", into.until_decided, "with --follow: end when all checks are decided")
      ->needs(follow)
      ->excludes(every);
}

void add_check(Commands& commands) {
  const auto [command, options] = commands.add<CheckOptions>(
      "check", "check a recorded trace, or the runs of a store, against expectations", check_or_stored);
  auto* trace = add_trace_input(command, options.input);
  auto* files = command->add_option("-e,--expectation", options.expectations,
                                    "expectation files and folders (with --stored by default those of the runs)");
  add_set(command, options.set)->needs(files);
  command->add_option("--go", options.go, "the release that wrote the trace, for the files' release rules")
      ->needs(trace);
  command->add_option("--stdout", options.stdout_file, "what the program printed on stdout: a file, for checks on it")
      ->needs(trace);
  command->add_option("--exit-status", options.exit_status, "how the program ended; 128 + N: killed by signal N")
      ->check(CLI::Range(0, 255))
      ->needs(trace);
  add_follow(command, trace, options.follow);
  auto* stored = command->add_flag("--stored", options.stored, "check stored runs again, without running anything");
  stored->excludes(trace);
  command->add_option("--store", options.store, "with --stored: where the runs are")
      ->capture_default_str()
      ->needs(stored);
  command->add_option("--campaign", options.campaign, "with --stored: of which runs (default: the newest)")
      ->needs(stored);
  add_confidence(command, options.confidence)->needs(stored);
  command->add_flag("--explain", options.explain, std::string("with --stored: ") + kExplainHelp)->needs(stored);
  command->add_flag("--json", options.json, "print the report as JSON");
  command->add_flag("--allow-inconclusive", options.allow_inconclusive, "exit 0 where nothing worse was seen");
  command->callback([trace, files, stored] {
    if (stored->count() > 0) return;
    if (trace->count() == 0) throw CLI::RequiredError("trace (or --stored)");
    if (files->count() == 0) throw CLI::RequiredError("--expectation");
  });
}

void add_report(Commands& commands) {
  const auto [command, options] =
      commands.add<ReportOptions>("report", "the report of a stored campaign, made again", report_command);
  command->add_option("--store", options.store, "where the runs are")->capture_default_str();
  command->add_option("--campaign", options.campaign, "its number (default: the newest, with all its shards)");
  add_confidence(command, options.confidence);
  command->add_flag("--explain", options.explain, kExplainHelp);
  command->add_flag("--allow-inconclusive", options.allow_inconclusive, "exit 0 where nothing worse was seen");
  add_report_files(command, options.files);
}

void add_show(Commands& commands) {
  const auto [command, options] =
      commands.add<ShowOptions>("show", "stored campaigns and runs, or all that is known of one run", show_command);
  command->add_option("run", options.run, "its number");
  command->add_option("--store", options.store, "where the runs are")->capture_default_str();
  command->add_option("--campaign", options.campaign, "the runs of this one (default: the newest)");
  command->add_option("--expectation", options.expectation, "only runs with this in the expectation's name");
  command->add_option("--go", options.go, "only runs on these releases, as for run");
  command->add_flag("--stderr", options.err, "print the run's stderr as the program wrote it");
  command->add_flag("--stdout", options.out, "print the run's stdout");
  auto* name = command->add_option(
      "--name", options.name,
      "keep the run as NAME-RELEASE.trace, .run.json and .stdout, as `capture` does; of a service also what its load "
      "printed: a control for `selftest`");
  command->add_option("-o,--output", options.output, "with --name: folder for these files")
      ->capture_default_str()
      ->needs(name);
  command->add_flag("--json", options.json, "print JSON");
  command->callback([&options] {
    if ((options.err || options.out || !options.name.empty()) && !options.run)
      throw CLI::ValidationError("--stderr, --stdout and --name", "name a run");
  });
}

void add_history(Commands& commands) {
  const auto [command, options] = commands.add<HistoryOptions>(
      "history", "what checks and programs showed over time, and when that changed", history_command);
  command->add_option("--store", options.stores, "where the runs are; may be repeated")
      ->capture_default_str()
      ->allow_extra_args(false);
  command->add_option("--expectation", options.expectation, "only what has this in its name");
  command->add_option("--go", options.go, "only these releases, as for run");
  command->add_option("--since", options.since, "only campaigns begun on this day, in UTC, or later: 2026-01-31");
  command->add_flag("--json", options.json, "print JSON");
  command->footer(
      "Campaigns of the same scenario on the same minor release, in the same setting, are one series. Exit codes: 0 "
      "no\n"
      "change; 1 changes; 2 nothing was run twice; 3 a store cannot be read.");
}

void add_merge(Commands& commands) {
  const auto [command, options] = commands.add<MergeOptions>(
      "merge", "join stores: shards of a plan, or the runs of several machines", merge_command);
  command->add_option("out", options.out, "the store to create or to add to")->required();
  command->add_option("inputs", options.inputs, "stores; they are only read")->required();
}

void add_parse(Commands& commands) {
  const auto [command, options] = commands.add<ParseOptions>(
      "parse", "a recorded trace as one JSON object a sample, or as CSV or OpenMetrics", parse_command);
  add_trace_input(command, options.input)->required();
  command->add_option("--format", options.format, "of the samples")
      ->transform(CLI::CheckedTransformer(std::map<std::string, ParseFormat>{
          {"json", ParseFormat::json}, {"csv", ParseFormat::csv}, {"openmetrics", ParseFormat::openmetrics}}))
      ->option_text("json|csv|openmetrics");
  command->add_flag("--samples,!--no-samples", options.samples, "print the samples (the default), or not");
  command->add_flag("--text", options.text, "print the program's own text on stderr");
  command->add_flag("--health", options.health, "print the account of what was lost or unusual on stderr");
  command->add_flag("--strict", options.strict, "exit 2 when anything was lost");
}

void add_explain(Commands& commands) {
  const auto [command, options] = commands.add<ExplainOptions>(
      "explain", "a recorded trace in words, with a picture of P, M and G", explain_command);
  add_trace_input(command, options.input)->required();
  command->add_option("--at", options.at, "only the sample nearest to this time, such as 2s");
  command->add_option("--format", options.markdown, "of the words")
      ->transform(CLI::CheckedTransformer(std::map<std::string, bool>{{"text", false}, {"markdown", true}}))
      ->option_text("text|markdown");
  command->add_option("--svg", options.svg, "write a picture of the sample (with --at: that one) to this file");
}

void add_diagnose(Commands& commands) {
  const auto [command, options] = commands.add<DiagnoseOptions>(
      "diagnose", "a recorded trace, or a command behind --: what is wrong with the program, by name, with evidence",
      diagnose_command);
  command->footer(
      "Exit codes: 0 nothing found; 1 something found; 2 too short or too damaged to tell, or the host's noise alone;\n"
      "3 no trace; 64 usage; 130 interrupted.");
  auto* trace = add_trace_input(command, options.input);
  command->add_option("--warmup", options.warmup, "left out at the beginning, such as 5s (default: 300ms)");
  command->add_option("--requests", options.requests, "how many the load made, for system calls per request");
  command->add_option("--stdout", options.stdout_file, "what the program printed on stdout: for its measure requests");
  command->add_option("--go", options.go, "the release that wrote the trace");
  command
      ->add_option("--exit-status", options.exit_status,
                   "how the program ended, for deadlock; 128 + N: killed by signal N")
      ->check(CLI::Range(0, 255));
  command->add_option("--baseline", options.baseline,
                      "healthy traces of the same service, in place of fixed thresholds");
  command
      ->add_option("--baseline-requests", options.baseline_requests,
                   "how many requests the load made in each of them, in their order: 1200,1180")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->option_text("N,...");
  command
      ->add_option("--rule", options.rules, "another threshold: goroutine-leak.slope=50; may be given more than once")
      ->option_text("RULE=NUMBER")
      ->allow_extra_args(false);
  command->add_option("--rules", options.rules_file, R"(a JSON file of thresholds: {"rules": {"RULE": NUMBER}})");
  auto* list = command->add_flag("--list-rules", options.list_rules, "print the rules, with the source of each");
  command->add_flag("--json", options.json, "print JSON");
  command->add_option("--deadline", options.deadline, "of a command: it is asked to end after this time")
      ->group("With -- COMMAND");
  add_service_flags(command, options.service, {});
  command->callback([trace, list, &commands] {
    if (trace->count() + list->count() == 0 && !commands.has_behind_dashes())
      throw CLI::RequiredError("trace (or -- COMMAND, or --list-rules)");
  });
}

}  // namespace

void add_stored_commands(Commands& commands) {
  add_check(commands);
  add_report(commands);
  add_show(commands);
  add_history(commands);
  add_merge(commands);
  add_parse(commands);
  add_explain(commands);
  add_diagnose(commands);
}

}  // namespace schedlitmus::cli
