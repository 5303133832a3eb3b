// One function a command: plain options in, an exit code out.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "campaign/bisect.hpp"
#include "changes/model.hpp"
#include "cli/terminal.hpp"
#include "cli/trace_input.hpp"

namespace schedlitmus::cli {

struct CommonOptions {
  ColourChoice colour = ColourChoice::automatic;
  bool quiet = false;                      ///< no progress
  std::string command_line;                ///< for reports: "schedlitmus run shop.json"
  std::string again;                       ///< the same as it is called from where the user stands
  std::vector<std::string> behind_dashes;  ///< of run and diagnose: the command behind "--"
};

/// How programs are launched, in place of what an expectation says; empty: what it says.
struct LaunchOptions {
  std::optional<expectation::CaptureChoice> capture;
  std::string deadline, max_output, max_memory, max_kept;
};

using changes::kDefaultStore;

/// Whether checks that are not as expected are shown at their lines by GitHub.
enum class AnnotationChoice : std::uint8_t { automatic, always, never };

struct ReportFiles {
  std::string json, junit, html, markdown;                     ///< files to write; "-" is standard output; empty: none
  AnnotationChoice annotations = AnnotationChoice::automatic;  ///< automatic: in a job of GitHub Actions
};

/// How a command behind "--" is launched and shown.
struct ServiceFlags {
  std::string period;  ///< of the trace; empty: 100ms
  std::string keep;    ///< file for what it writes to stderr, with the trace; empty: none
  bool no_detail = false, no_view = false;
  bool given = false;       ///< any of these
  std::string other_given;  ///< an option of the command line that is not for a command; empty: none
};

struct RunOptions {
  ServiceFlags service;
  std::vector<std::string> expectations;  ///< files and folders; empty: the ten-goroutine article's
  expectation::SetParameters set;
  std::string go;
  std::vector<int> gomaxprocs;
  std::map<std::string, std::string> godebug;
  std::vector<campaign::GodebugAxis> vary_godebug;
  LaunchOptions launch;
  int jobs = 0;       ///< 0: as many runs at once as there are CPUs for
  std::string shard;  ///< "2/4"; empty: the whole
  campaign::Effort effort = campaign::Effort::normal;
  std::optional<std::uint64_t> seed;
  bool resume = false;
  bool allow_inconclusive = false;
  bool count_noisy = false;          ///< runs on a busy host count too
  std::optional<int> fixed_runs;     ///< of a fixed test, in place of the expectations' own
  std::optional<double> confidence;  ///< of two-sided intervals
  bool explain = false;
  std::string store = kDefaultStore;
  ReportFiles files;
};
[[nodiscard]] int run_command(const RunOptions& options, const CommonOptions& common);
/// Of the command behind "--".
[[nodiscard]] int run_service_command(const RunOptions& options, const CommonOptions& common);

struct BisectOptions {
  RunOptions run;  ///< one expectation or program, and how it is run; not where
  campaign::BisectTask task;
  // Of a program:
  std::string observable;   ///< that is followed; an expectation's scenario is then a program like any other
  std::optional<int> runs;  ///< of each release; none: 20, with the effort "quick" 10
  std::vector<std::string> args;
  std::string period;
  bool detail = false;
  bool json = false;
};
[[nodiscard]] int bisect_command(const BisectOptions& options, const CommonOptions& common);

struct LessonOptions {
  std::vector<std::string> lessons;  ///< Markdown files
  RunOptions run;                    ///< how runs are made and kept
  std::string output;                ///< .md or .html; empty: none
  bool check_only = false;
};
[[nodiscard]] int lesson_command(const LessonOptions& options, const CommonOptions& common);

enum class NewKind : std::uint8_t { lesson, program, expectation };

struct NewOptions {
  NewKind kind = NewKind::lesson;
  std::string name;     ///< or a path that begins with . or /
  std::string program;  ///< of an expectation; empty: that of the same name, else the ten-goroutine article's
};
[[nodiscard]] int new_command(const NewOptions& options, const CommonOptions& common);

/// How a trace that goes on is checked.
struct FollowOptions {
  bool on = false;
  std::string every;           ///< a time: windows of that length; empty: each run of the program is one
  std::string for_so_long;     ///< a time of the clock; empty: until the end
  bool until_decided = false;  ///< or when all checks of the run are decided
};

struct CheckOptions {
  TraceInput input;
  FollowOptions follow;
  std::vector<std::string> expectations;
  expectation::SetParameters set;
  std::string go;                  ///< the release that wrote the trace; empty: the file's own checks, no release rule
  std::string stdout_file;         ///< what the program printed on stdout; empty: not known
  std::optional<int> exit_status;  ///< as a shell has it: 128 + N of a program killed by signal N; none: not known
  bool stored = false;             ///< instead of a trace, the runs of a store
  std::string store = kDefaultStore;
  std::optional<std::int64_t> campaign;  ///< none: the newest
  std::optional<double> confidence;      ///< with --stored: of two-sided intervals
  bool explain = false;                  ///< with --stored: how each verdict came about
  bool json = false;
  bool allow_inconclusive = false;
};
[[nodiscard]] int check_command(const CheckOptions& options, const CommonOptions& common);
[[nodiscard]] int check_stored_command(const CheckOptions& options, const CommonOptions& common);

struct LintOptions {
  std::vector<std::string> expectations;  ///< files and folders; empty: the project's own
  expectation::SetParameters set;
  bool json = false;
};
[[nodiscard]] int lint_command(const LintOptions& options, const CommonOptions& common);

struct LanguageOptions {
  std::string word;  ///< a key, a field, "schema" or "reference"
};
[[nodiscard]] int language_command(const LanguageOptions& options, const CommonOptions& common);

struct SelftestOptions {
  std::vector<std::string> expectations;  ///< files and folders; empty: the project's own
  expectation::SetParameters set;
  std::string controls;         ///< folder; empty: beside the expectations
  std::size_t mutations = 500;  ///< of each check; 0: none
  std::uint64_t seed = 1;
  bool json = false;
};
[[nodiscard]] int selftest_command(const SelftestOptions& options, const CommonOptions& common);

struct ReportOptions {
  std::string store = kDefaultStore;
  std::optional<std::int64_t> campaign;  ///< none: the newest, with all shards of its plan
  bool allow_inconclusive = false;
  std::optional<double> confidence;  ///< of two-sided intervals; none: as the campaign had it
  bool explain = false;
  ReportFiles files;
};
[[nodiscard]] int report_command(const ReportOptions& options, const CommonOptions& common);

struct ShowOptions {
  std::optional<std::int64_t> run;  ///< none: the campaigns, and the runs of one
  std::string store = kDefaultStore;
  std::optional<std::int64_t> campaign;  ///< none: the newest
  std::string expectation;               ///< only runs with this in the name
  std::string go;                        ///< only these releases
  bool out = false, err = false;         ///< the raw stream
  std::string name;                      ///< of files to keep the run in; empty: none
  std::string output = ".";              ///< their folder
  bool json = false;
};
[[nodiscard]] int show_command(const ShowOptions& options, const CommonOptions& common);

struct HistoryOptions {
  std::vector<std::string> stores{kDefaultStore};
  std::string expectation;  ///< only names with this in them
  std::string go;           ///< only these releases
  std::string since;        ///< "2026-01-31"; empty: from the beginning
  bool json = false;
};
[[nodiscard]] int history_command(const HistoryOptions& options, const CommonOptions& common);

struct MergeOptions {
  std::string out;
  std::vector<std::string> inputs;
};
[[nodiscard]] int merge_command(const MergeOptions& options, const CommonOptions& common);

enum class ReleasesAction : std::uint8_t { list, fetch, remove, clean };

struct ReleasesOptions {
  ReleasesAction action = ReleasesAction::list;
  bool json = false;     ///< of the list
  bool all = false;      ///< list every patch release and candidate
  std::string selector;  ///< what to fetch or remove
};
[[nodiscard]] int releases_command(const ReleasesOptions& options, const CommonOptions& common);

struct CalibrateOptions {
  std::string go = "latest";
  int runs = 20;       ///< of each program in each arm
  std::string output;  ///< file; empty: the machine's own
};
[[nodiscard]] int calibrate_command(const CalibrateOptions& options, const CommonOptions& common);

enum class ParseFormat : std::uint8_t { json, csv, openmetrics };

struct ParseOptions {
  TraceInput input;
  ParseFormat format = ParseFormat::json;
  bool samples = true;
  bool text = false;    ///< the program's own text on stderr
  bool health = false;  ///< the account at the end, on stderr
  bool strict = false;  ///< exit 2 when anything was lost
};
[[nodiscard]] int parse_command(const ParseOptions& options, const CommonOptions& common);

struct ExplainOptions {
  TraceInput input;
  std::string at;  ///< a time: only the sample nearest to it; empty: all
  bool markdown = false;
  std::string svg;  ///< file for a picture of the (first) sample told
};
[[nodiscard]] int explain_command(const ExplainOptions& options, const CommonOptions& common);

struct DiagnoseOptions {
  TraceInput input;
  ServiceFlags service;                   ///< of a command behind "--", in place of a trace
  std::string deadline;                   ///< likewise: a time; empty: until it ends
  std::vector<std::string> rules;         ///< "goroutine-leak.slope=50"
  std::string rules_file;                 ///< JSON; empty: none
  std::vector<std::string> baseline;      ///< healthy traces of the service
  std::string warmup;                     ///< a time; empty: the usual one
  std::string go;                         ///< the release that wrote the trace; may be empty
  std::optional<std::uint64_t> requests;  ///< that the load made
  std::string stdout_file;                ///< with "measure: requests=N"; empty: none
  std::optional<int> exit_status;
  bool list_rules = false;
  bool json = false;
};
[[nodiscard]] int diagnose_command(const DiagnoseOptions& options, const CommonOptions& common);

struct CaptureOptions {
  std::string program;  ///< a folder of goprograms/ or a path
  std::vector<std::string> args;
  std::string go = "latest";
  int gomaxprocs = 2;
  std::map<std::string, std::string> godebug;
  std::string period = "100ms";
  LaunchOptions launch = {.capture = {}, .deadline = "60s", .max_output = {}, .max_memory = {}, .max_kept = {}};
  bool detail = false;
  std::string output = ".";  ///< folder
  std::string name;          ///< of the files, before the release; empty: from the settings
};
[[nodiscard]] int capture_command(const CaptureOptions& options, const CommonOptions& common);

struct RecordOptions {
  std::string program;  ///< a folder of goprograms/, a path, or a file of an expectation, whose scenario it is
  std::vector<std::string> args;
  std::string go = "latest";
  int runs = 20;                  ///< of each release that count
  std::optional<int> gomaxprocs;  ///< none: the expectation's first, else 2
  std::map<std::string, std::string> godebug;
  std::string period;    ///< empty: the expectation's, else 25ms
  LaunchOptions launch;  ///< an empty deadline: the expectation's, else 10s
  bool detail = false;
  bool count_noisy = false;  ///< runs on a busy host count too
  int jobs = 0;              ///< as in RunOptions
  std::optional<std::uint64_t> seed;
  std::string store = kDefaultStore;
  std::string output = "-";  ///< the expectation file to make; "-": standard output
};
[[nodiscard]] int record_command(const RecordOptions& options, const CommonOptions& common);

struct CompareOptions {
  std::string what;   ///< see find_what(); not with `stored`
  std::string other;  ///< a second ready binary, where `what` is one
  std::vector<std::string> args;
  std::string go;  ///< empty: what the expectation names, else all, or the latest where another axis is given
  std::vector<int> gomaxprocs;  ///< empty: the expectation's, else 2
  std::map<std::string, std::string> godebug;
  std::vector<campaign::GodebugAxis> vary_godebug;
  std::string period;  ///< empty: the expectation's, else 25ms
  LaunchOptions launch;
  bool detail = false;
  std::optional<int> runs;  ///< at each place that count; none: by effort
  campaign::Effort effort = campaign::Effort::normal;
  bool count_noisy = false;
  int jobs = 0;  ///< as in RunOptions
  std::optional<std::uint64_t> seed;
  bool resume = false;
  std::string store = kDefaultStore;
  bool stored = false;                   ///< run nothing: what the store has
  std::optional<std::int64_t> campaign;  ///< with `stored`; none: the newest
  bool self_check = false;               ///< compare the runs of each place with each other, too
  std::string baseline;                  ///< a baseline's file or a store, to compare with; empty: none
  std::string save_baseline;             ///< the file to write one to; empty: none
  std::string json, html, markdown;      ///< files; "-" is standard output; empty: none
};
[[nodiscard]] int compare_command(const CompareOptions& options, const CommonOptions& common);

struct AcceptOptions {
  std::string expectation;  ///< a file
  std::string reason;
  std::vector<std::string> checks;       ///< ids; empty: all that are VIOLATED, but no invariant
  std::optional<std::int64_t> campaign;  ///< none: the newest with this expectation
  std::optional<int> runs;               ///< make so many of each cell
  std::string go;                        ///< of these runs; empty: what the expectation names
  bool count_noisy = false;              ///< of these runs, those on a busy host too
  bool dry_run = false;
  std::string store = kDefaultStore;
};
[[nodiscard]] int accept_command(const AcceptOptions& options, const CommonOptions& common);

}  // namespace schedlitmus::cli
