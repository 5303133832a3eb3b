// What looks at runs of a store and at traces: check, report, show, history, merge, parse, explain, diagnose. Plain
// options in, an exit code out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "cli/trace_input.hpp"
#include "expectation/loader.hpp"

namespace schedlitmus::cli {

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
  ServiceFlags service;                          ///< of a command behind "--", in place of a trace
  std::string deadline;                          ///< likewise: a time; empty: until it ends
  std::vector<std::string> rules;                ///< "goroutine-leak.slope=50"
  std::string rules_file;                        ///< JSON; empty: none
  std::vector<std::string> baseline;             ///< healthy traces of the service
  std::vector<std::uint64_t> baseline_requests;  ///< that each of them served; empty: not known
  std::string warmup;                            ///< a time; empty: the usual one
  std::string go;                                ///< the release that wrote the trace; may be empty
  std::optional<std::uint64_t> requests;         ///< that the load made
  std::string stdout_file;                       ///< with "measure: requests=N"; empty: none
  std::optional<int> exit_status;                ///< of the program, as a shell has it; none: not known
  bool list_rules = false;
  bool json = false;
};
[[nodiscard]] int diagnose_command(const DiagnoseOptions& options, const CommonOptions& common);

}  // namespace schedlitmus::cli
