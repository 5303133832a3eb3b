// What an expectation file says, after the strict loader has read it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "diagnosis/rules.hpp"
#include "expectation/bound.hpp"
#include "expectation/command.hpp"
#include "expectation/subject.hpp"
#include "support/duration.hpp"

namespace schedlitmus::expectation {

/// Where a thing stands in its file; 1-based.
struct Position {
  std::string file;
  int line = 0;
  int column = 0;
};
[[nodiscard]] std::string to_string(const Position& position);  // "file:line:column"

enum class Quantifier : std::uint8_t {
  at,          ///< the sample nearest to a time, within a window
  always,      ///< every sample of the window; at least one
  never,       ///< no sample of the window; at least one is there
  eventually,  ///< some sample of the window
  share,       ///< so many of the window's samples
  streak,      ///< so many of them in a row
  trend,       ///< the slope over the window
  quantile,    ///< a quantile of the window's values is compared
  aggregate,   ///< another number made of the window's values is compared
};
[[nodiscard]] std::string_view name_of(Quantifier quantifier);  // "at", "always", ...

enum class CheckClass : std::uint8_t {
  typical,       ///< hold rate over runs, by a sequential test
  invariant,     ///< one untorn sample that breaks it decides
  distribution,  ///< a number per run, against the reference's numbers or bounds of the median
};

/// What runs gave where the distribution is as promised.
struct Reference {
  std::vector<double> runs;  ///< a number each; at least kLeastRunsASide
  std::string go;            ///< the release that they ran on, for a person
  std::string why;           ///< may be empty
  /// How far another distribution may be shifted and still count as the same;
  /// none: by Cliff's delta, see verdict/.
  std::optional<double> margin;
};
/// Below that many runs a side two distributions are not compared.
inline constexpr int kLeastRunsASide = 5;

[[nodiscard]] std::string_view name_of(CheckClass check_class);  // "typical", ...
/// Nothing for a word that names none.
[[nodiscard]] std::optional<CheckClass> class_of(std::string_view name);

enum class ListOrder : std::uint8_t { exact, any };

/// Of a list: of how many entries the condition must be true.
enum class Entries : std::uint8_t { all, any, one };

/// A number, a list entry by entry, a text, or true and false.
using Expected = std::variant<Bound, Observation::List, std::string, bool>;

/// What an observation should be. One of equals, one_of, matches, or bounds.
struct Condition {
  /// Whether it has equals or one_of.
  [[nodiscard]] bool names_values() const { return equals || !one_of.empty(); }
  /// Whether these are lists: the condition is about a list as a whole, not about its entries.
  [[nodiscard]] bool names_lists() const {
    return names_values() && std::holds_alternative<Observation::List>(equals ? *equals : one_of.front());
  }

  std::optional<Expected> equals;
  std::vector<Expected> one_of;    ///< equals any of them; empty: not asked
  std::optional<Pattern> matches;  ///< of a text: in one of its lines
  double tolerance = 0;            ///< of equals and one_of: absolute, for each entry of a list
  double tolerance_share = 0;      ///< besides, a share of the expected number, in [0, 1]
  ListOrder order = ListOrder::exact;
  Entries entries = Entries::all;  ///< of a list, where the condition is not about the list as a whole
  std::optional<Bound> min;        ///< inclusive; for a list: of its entries
  std::optional<Bound> max;
};

/// What a sample shows, held against a condition.
struct Clause {
  Subject subject;
  Condition condition;
};

/// An end of a window: a time since the program's start, inclusive, or the
/// first sample that is as the clause says.
struct Edge {
  Millis time{};
  std::optional<Clause> clause;  ///< in place of the time
};

/// Both inclusive; one of them is there.
struct Bounds {
  std::optional<double> min, max;
};

/// How long a streak is: in samples, or from its first sample's time to its last one's.
using StreakLength = std::variant<std::uint64_t, Millis>;
struct StreakBounds {
  std::optional<StreakLength> min, max;  ///< inclusive
};

enum class Direction : std::uint8_t { growing, flat, shrinking };
[[nodiscard]] std::string_view name_of(Direction direction);  // "growing", ...

struct Trend {
  std::optional<Direction> direction;
  double tolerance = 1;  ///< of flat: the change over the window that counts as none
  Bounds slope;          ///< where there is no direction: of the slope per second
};

enum class Aggregate : std::uint8_t { mean, median, min, max, first, last, change, distinct };
inline constexpr std::size_t kAggregates = 8;
[[nodiscard]] std::string_view name_of(Aggregate aggregate);  // "mean", ...

struct Check {
  std::string id;  ///< unique in its file; [a-z0-9-]+
  std::string why;
  std::string accepted;  ///< how its values came about, where `schedlitmus accept` put them in
  Quantifier quantifier = Quantifier::at;
  CheckClass check_class = CheckClass::typical;
  Millis at{};                ///< of `at`
  Millis within{};            ///< of `at`: half the window, inclusive
  Edge from;                  ///< of all others: the first sample of the window
  std::optional<Edge> until;  ///< its end, of `eventually` "by"; none: until the trace ends. A sample that is as a
                              ///< clause says is in the window of `eventually`, and not in any other's.
  Bounds share;               ///< of `share`: in [0, 1]
  StreakBounds streak;
  Trend trend;
  double quantile = 0;  ///< of `quantile`: in (0, 1)
  Aggregate aggregate = Aggregate::mean;
  std::string per;  ///< of `aggregate`: its number is divided by this measure of the load; empty: by none
  Subject subject;
  diagnosis::Rules rules;  ///< of a diagnosis, which is found over the run (eventually) or not (never), from `from` on
  Condition condition;
  std::optional<Reference> reference;  ///< of a distribution, in place of a condition, which then is empty
  Position position;
  std::string replaced_why;  ///< set where a release override put this check in place of the file's own
};

enum class HoldTest : std::uint8_t {
  sequential,  ///< until it is decided, at most max_runs
  fixed,       ///< after exactly `runs` runs that count
};

/// How outcomes of many runs are judged; see verdict/.
struct Hold {
  HoldTest test = HoldTest::sequential;
  int runs = 0;         ///< of a fixed test; 0: as many as its rates ask for
  double good = 0.95;   ///< hold rate at which the check is as promised
  double bad = 0.70;    ///< hold rate at which it is broken
  double alpha = 0.05;  ///< chance of VIOLATED although good
  double beta = 0.05;   ///< chance of HOLDS although bad
  int max_runs = 40;
  int distribution_runs = 20;  ///< of a check of class distribution, where no fixed number was said
  double confidence = 0;       ///< of the two-sided interval that reports show beside the bound; 0: none
};

/// How the program's stderr is taken; process/launcher.hpp has the limits of each.
enum class CaptureChoice : std::uint8_t {
  automatic,  ///< messages for a summary trace, the pipe for a detailed one
  messages,   ///< write by write: nothing tears, processes come apart
  pipe,       ///< as a stream of bytes
};
[[nodiscard]] std::string_view name_of(CaptureChoice choice);  // "auto", "messages", "pipe"

struct TraceMode {
  bool on = true;      ///< false: the program prints none, and checks are on the run's end only
  Millis period{100};  ///< at least 10 ms: sysmon sleeps up to that long
  bool detail = false;
  CaptureChoice capture = CaptureChoice::automatic;
};

/// One setting of an axis: what is different from the scenario.
struct Variant {
  std::string name;                              ///< unique in its file
  std::optional<std::vector<std::string>> args;  ///< in place of the scenario's
  std::map<std::string, std::string> env;        ///< added to the scenario's, like godebug
  std::map<std::string, std::string> godebug;
  std::optional<Executable> executable;  ///< of a command: in place of its own
};

struct Scenario {
  std::string program;             ///< a folder of goprograms/, or a path relative to the file; empty: a command
  std::optional<Command> command;  ///< in place of the program
  std::vector<std::string> args;   ///< of the program
  std::map<std::string, std::string> env;
  std::string go;                ///< selector of the releases it speaks about, such as ">=1.5"
  std::string default_releases;  ///< selector tried when the command line names none; empty: `go`
  std::vector<int> gomaxprocs;   ///< one run of the matrix for each
  std::map<std::string, std::string> godebug;
  std::vector<Variant> variants;  ///< each a cell of the matrix; none: the scenario as it stands
  TraceMode trace;
  Millis deadline{30'000};                ///< a run that is still going is stopped then
  std::uint64_t max_output = 1ULL << 30;  ///< bytes of stdout and stderr together; a run that writes more is stopped
  std::uint64_t max_memory = 0;           ///< bytes in memory; 0: three quarters of the machine's
};

/// What is run, for a person: the program, or the folder, file or name of the command.
[[nodiscard]] std::string name_of(const Scenario& scenario);

/// "releases": what is different on some releases, with the reason. The first
/// rule whose selector matches a release applies, the others do not.
///   {"go": "<1.5", "skip": "reason"}                            not run at all
///   {"go": ">=1.14", "why": "reason", "violated": ["split"]}    these checks must be VIOLATED there
///   {"go": "1.13", "why": "reason", "checks": [{...}]}          each replaces the check with its id
struct ReleaseRule {
  std::string go;   ///< selector
  std::string why;  ///< the reason, never empty
  bool skip = false;
  std::vector<std::string> violated;  ///< ids
  std::vector<Check> checks;
  Position position;
  Position go_position;  ///< of the selector's text
};

/// "parameters": a value with a name, which stands for it as "$name".
struct Parameter {
  std::string name;
  std::string value;                  ///< in effect: a text as it is, all others as JSON
  std::optional<std::string> set_to;  ///< what the command line says in place of the file's own
  bool is_used = false;
  bool is_inherited = false;  ///< from a defaults.json
  Position position;          ///< of its name
};

struct Expectation {
  std::string name;  ///< path below expectations/ without .json, else the file's stem
  std::string file;
  std::string title;
  std::string why;
  Scenario scenario;
  std::vector<Check> checks;
  Hold hold;
  std::vector<ReleaseRule> releases;
  Position go_position;                ///< of scenario.go, for errors found later
  Position default_releases_position;  ///< of scenario.go where there are none
  Position program_position;
  std::vector<Parameter> parameters;
  /// The file's bytes, with what it has from defaults.json and what parameters were set to:
  /// parsed alone they are the same expectation. The store keeps them with each campaign.
  std::string source;
};

/// What a check, or its window, looks at that a trace of Go 1.N does not have,
/// as why_absent() of the subject says it. Empty: nothing.
[[nodiscard]] std::string why_absent(const Check& check, int minor, bool detail);

/// Whether it needs what is known at the end of a run: it is about the end, or divided by a measure of the load.
[[nodiscard]] bool waits_for_end(const Check& check);
/// A change that is divided by a measure of the load: as the window shows a part of the load's time only, the change in
/// a millisecond is divided by that of the measure.
[[nodiscard]] bool is_rate(const Check& check);

/// The check for a person: "local_queues = [4 4] ±1 in any order at 300ms",
/// "waiting = 8 ±1 always from 250ms until 700ms", "runqueue in 1..8 always",
/// "idleprocs = 2 eventually by 3s", "each of local_queues <= 8 always",
/// "idleprocs >= 1 in at most 10 % of the samples", "mean of threads <= 8",
/// "threads growing from when idleprocs = 0 until 2s".
[[nodiscard]] std::string describe(const Check& check);
/// The window alone: "from 250ms until 700ms", "until idleprocs = 2", "within 150ms of 2s"; empty for the whole trace.
[[nodiscard]] std::string describe_window(const Check& check);
[[nodiscard]] std::string describe(const Clause& clause);  // "idleprocs = 2"

/// Whether the check is about every sample of a run, whenever it comes.
[[nodiscard]] bool is_about_all_samples(const Check& check);

}  // namespace schedlitmus::expectation
