// The one model behind every report. The campaign fills it; the writers only
// read it. Numbers are formatted for people in format.hpp, nowhere else.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/program_output.hpp"
#include "process/launcher.hpp"
#include "support/duration.hpp"
#include "support/result.hpp"
#include "verdict/verdict.hpp"

namespace schedlitmus::report {

/// Printed first in every report.
struct Context {
  std::string version;        ///< of schedlitmus
  std::string host;           ///< system, CPUs, kernel
  std::string started;        ///< UTC, ISO 8601
  std::string command;        ///< the command line
  std::string store;          ///< path
  std::int64_t campaign = 0;  ///< 0: none, as where a recorded trace is checked; then there is no seed either
  std::uint64_t seed = 0;
  std::string bootstrap;  ///< not needed by all; may be empty
};

/// Where the runs ran and what that took.
struct Execution {
  std::vector<int> cpus;                ///< for the runs
  std::vector<int> harness_cpus;        ///< schedlitmus's own; empty: it shares those of the runs
  int at_once = 1;                      ///< runs that could go on at the same time
  std::chrono::nanoseconds wall{};      ///< from the first run's start to the last one's end
  std::chrono::nanoseconds programs{};  ///< of all runs, each from its program's start to its end
  std::chrono::nanoseconds taken{};     ///< likewise, each as often as it had CPUs
};
/// How much longer it took than the programs themselves would have with every
/// CPU taken all the time: 0.04 for 4 %; nothing where no program ran.
[[nodiscard]] std::optional<double> overhead(const Execution& execution);

/// One run of a cell, sample by sample, and its trace.
struct Timeline {
  std::int64_t run = 0;
  /// Who has a P; only a detailed trace tells.
  struct Seat {
    std::optional<std::int64_t> m, g;  ///< ids
  };
  struct Point {
    Millis time{};
    std::optional<double> runqueue;
    std::vector<std::int64_t> local;
    std::optional<double> idleprocs;
    std::optional<double> threads = std::nullopt, idlethreads = std::nullopt;
    // Initialized, for g++ warns of an initializer that leaves out one that is not.
    std::vector<Seat> seats = {};  ///< by P; empty where the trace is not detailed
  };
  std::vector<Point> points;
  std::size_t left_out = 0;  ///< samples with a run queue that stood beside those and are not among them
  std::string since = "the start of the program";  ///< where their times count from
  std::string trace;              ///< what the program wrote to stderr; its beginning, at most kMostTrace
  std::uint64_t trace_bytes = 0;  ///< of all that is kept of it
};
inline constexpr std::size_t kMostTrace = 16U << 10U;  ///< bytes

/// One signal of the host's noise, over runs. Signals do not depend on outcomes.
struct NoiseSignal {
  std::string name;               ///< as in the store and in JSON: "run_delay_share"
  double median = -1, most = -1;  ///< over the runs in which it is known; -1: in none
  double limit = -1;              ///< a run above does not count; -1: it has no limit
  int over = 0;                   ///< runs above the limit
};

/// What the host did beside the runs, and how many of them do not count for it.
struct NoiseSummary {
  int runs = 0, excluded = 0;
  std::vector<NoiseSignal> signals;
  std::string source;  ///< where the limits come from: "calibrated on this machine at 2026-01-31T10:00:00Z"
};

/// What became of one run in the verdict of a check.
struct WalkStep {
  std::int64_t run = 0;
  std::string outcome;  ///< "held", "missed", "undecided"; empty: the check was not asked
  std::string seen;
  std::optional<Millis> time;  ///< of the sample that decided
  std::string taken;           ///< "counted", "undecided", "excluded", "too late", "not asked"
  std::string why;             ///< it was not counted
  double value = 0;            ///< of the test, after this run
};

/// How the test of a check went, in the order in which the runs were begun.
struct Walk {
  std::string test;                       ///< "sequential test of the hold rate: good 0.95, ..."
  std::string measure;                    ///< what `value` is: "log ratio", "misses", "median"
  std::optional<double> holds, violated;  ///< HOLDS and VIOLATED from there on; none: the test looks once
  std::vector<WalkStep> steps;
};

/// What the value that a check sees in a run is made of.
enum class ValueOf : std::uint8_t {
  sample,  ///< of one sample, or the range over those that were looked at
  window,  ///< of a window's samples together: a mean, a slope, a streak
  share,   ///< in how many of a window's samples the condition held; its number is between 0 and 1
  run,     ///< how the run ended, and what it printed
};
/// "sample", "window", "share", "run".
[[nodiscard]] std::string_view name_of(ValueOf value);

/// A sample that decided a check in some run.
struct SampleReport {
  std::int64_t run = 0;
  Millis time{};
  bool held = false;
  std::string seen;
  std::string line;  ///< its header, as the trace has it; empty: not kept, or made of a window's samples
};

/// One check on one release.
struct CheckReport {
  std::string id;
  std::string condition;  ///< "local_queues = [4 4] ±1 in any order at 300ms"
  std::string why;
  std::string file;
  int line = 0, column = 0;  ///< from 1; 0: not known
  ValueOf value_of = ValueOf::sample;
  std::string tolerance;           ///< of an equals: "±1", "none"; empty: the condition has no equals
  std::string replaced_why;        ///< the release's own form of the check, and why
  bool expected_violated = false;  ///< VIOLATED is what the file says for this release
  std::string expected_why;
  verdict::Verdict verdict;
  std::optional<verdict::Verdict> with_excluded;  ///< as if every run counted; set where any was excluded
  std::vector<Millis> deciding_times;             ///< of the samples that decided, one a run
  std::vector<SampleReport> samples;              ///< up to three, those that missed first; where it is not as expected
  std::string settled_by;                         ///< of an inconclusive verdict: what would settle it
  std::optional<Walk> walk;                       ///< where an explanation was asked for
};

/// What one run says about one check.
struct RunOutcome {
  std::string check;  ///< id
  expectation::OutcomeKind kind = expectation::OutcomeKind::undecided;
  std::string seen;
  std::optional<Millis> time;  ///< of the sample that decided, or of the last one compared
  std::string reason;          ///< it is undecided
};

/// What a run of a service has besides. Times are of its trace, but for `ready`.
struct ServiceReport {
  /// A process beside the instance that is checked: the load, or another instance.
  struct Part {
    std::string name;    ///< "load", "instance 2"
    std::string ending;  ///< as RunReport has it; likewise code and signal
    std::optional<int> code, signal;
    Millis wall{};
    std::vector<expectation::Measure> measures;  ///< that it printed
  };
  std::string awaited;                ///< "GET http://127.0.0.1:4711/healthz answers 200"
  std::optional<Millis> ready;        ///< since its start; nothing: it never was
  std::optional<Millis> zero;         ///< where times of checks count from
  std::optional<Millis> from, until;  ///< between these its samples were looked at; nothing: none was
  std::string cut_why;                ///< not empty: its trace ends before what it was to show
  std::string void_why;               ///< not empty: the run says nothing about its checks
  std::vector<Part> parts;
};
inline constexpr std::string_view kLoadPart = "load";
/// The load among the parts, or nullptr.
[[nodiscard]] const ServiceReport::Part* load_of(const ServiceReport& service);

/// How one run of a cell ended, and what it says.
struct RunReport {
  std::int64_t id = 0;        ///< in the store
  std::string ending;         ///< as name_of(process::Ending) gives it: "exited", "signalled", "stopped", ...
  std::optional<int> code;    ///< exit code, of a program that exited
  std::optional<int> signal;  ///< of one that was killed by a signal not ours
  Millis wall{};
  int leftovers = 0;  ///< processes that it left behind, found and ended
  std::uint64_t samples = 0, lost_samples = 0;
  std::string started;  ///< UTC, ISO 8601
  process::Noise noise;
  bool counts = true;  ///< false: excluded, and why
  std::string excluded_why;
  std::vector<RunOutcome> outcomes;  ///< of the checks that were still wanted when it began
  std::optional<ServiceReport> service;
};

/// One expectation with one setting on one release.
struct Cell {
  std::size_t row = 0;  ///< index into Report::expectations
  std::string release;  ///< column
  int gomaxprocs = 1;
  std::string variant;         ///< of the scenario; empty: as it stands
  std::string skipped_why;     ///< not empty: skipped
  std::optional<Error> error;  ///< a harness error: no verdict for this cell
  std::vector<CheckReport> checks;
  int runs = 0;
  int superseded = 0;     ///< runs besides, made before the program or its Go was changed: they do not count
  Millis elapsed{};       ///< of all its runs together
  std::string reproduce;  ///< a schedlitmus command that repeats this cell
  std::string by_hand;    ///< a shell line that starts the program without schedlitmus
  std::optional<Timeline> timeline;
  std::uint64_t lost_samples = 0, samples = 0;
  std::vector<std::string> endings;   ///< "exited 0: 3 runs", "stopped early: 17 runs"
  std::vector<RunReport> each_run;    ///< in the order in which they finished
  std::optional<NoiseSummary> noise;  ///< of its runs; nothing where no signal was measured
};

struct ExpectationReport {
  std::string name, file, title, why;
  std::string settings;  ///< program, GODEBUG, trace period: one line
};

struct Report {
  Context context;
  std::vector<std::string> releases;  ///< columns, ascending
  std::vector<ExpectationReport> expectations;
  std::vector<Cell> cells;
  std::vector<Error> errors;          ///< of the whole: malformed files, unknown releases
  std::optional<NoiseSummary> noise;  ///< of all runs together
  std::optional<Execution> execution;
  bool interrupted = false;
};

/// What one check adds up to, once the file's own word for the release is taken into account.
enum class Judgement : std::uint8_t { ok, failed, inconclusive, skipped };
[[nodiscard]] Judgement judge(const CheckReport& check);
/// "ok", "failed", ...
[[nodiscard]] std::string_view name_of(Judgement judgement);

/// Counts over the whole report.
struct Totals {
  int ok = 0, failed = 0, inconclusive = 0, skipped = 0, errors = 0;
  std::uint64_t runs = 0, superseded = 0;
};
[[nodiscard]] Totals totals(const Report& report);

/// Whether the cell has verdicts: it is neither skipped nor a harness error.
[[nodiscard]] bool is_checked(const Cell& cell);

/// One expectation with one setting: a block of the matrix, a suite of JUnit.
struct Group {
  std::size_t row = 0;  ///< index into Report::expectations
  int gomaxprocs = 1;
  std::string variant;
  std::vector<const Cell*> cells;   ///< one for each of Report::releases; nullptr: not tried
  std::vector<std::string> checks;  ///< ids in the order of the file; at least one
};
/// In the order of the expectations, then of GOMAXPROCS, then of the report's
/// cells. Points into the report. Cells that name no expectation or release of the report are left out.
[[nodiscard]] std::vector<Group> groups(const Report& report);
/// The id under which a group lists cells that have no checks at all.
inline constexpr const char* kAllChecks = "(all checks)";
/// The check with that id, or nullptr.
[[nodiscard]] const CheckReport* find_check(const Cell& cell, const std::string& id);
/// The check's condition as the file has it for most releases: not one release's own form.
[[nodiscard]] std::string base_condition(const Group& group, const std::string& id);

/// 0 all as expected; 1 violated; 2 inconclusive (0 where allowed); 3 harness error
/// or nothing checked; 130 interrupted. The first that applies of 130, 3, 1, 2, 0.
/// A report in which no check held or missed in any run is never a 0.
[[nodiscard]] int exit_code(const Report& report, bool allow_inconclusive);

}  // namespace schedlitmus::report
