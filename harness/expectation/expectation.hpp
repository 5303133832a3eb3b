// What an expectation file says, after the strict loader has read it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "support/duration.hpp"
#include "trace/fields.hpp"

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
  always,      ///< every sample from `from` until `until`; at least one
  eventually,  ///< some sample from `from` until `by`
};

enum class CheckClass : std::uint8_t {
  typical,    ///< hold rate over runs, by a sequential test
  invariant,  ///< one untorn sample that breaks it decides
};

enum class ListOrder : std::uint8_t { exact, any };

/// A number for each sample, or a number for each P.
using Expected = std::variant<double, std::vector<std::int64_t>>;

struct Condition {
  std::optional<Expected> equals;
  double tolerance = 0;  ///< of equals: absolute, for each entry of a list
  ListOrder order = ListOrder::exact;
  std::optional<double> min;  ///< inclusive; for a list: of each entry
  std::optional<double> max;
};

struct Check {
  std::string id;  ///< unique in its file; [a-z0-9-]+
  std::string why;
  Quantifier quantifier = Quantifier::at;
  CheckClass check_class = CheckClass::typical;
  Millis at{};                  ///< of `at`
  Millis within{};              ///< of `at`: half the window, inclusive
  Millis from{};                ///< of `always` and `eventually`
  std::optional<Millis> until;  ///< of `always`: end of the window, inclusive; none: until the trace ends
  Millis by{};                  ///< of `eventually`: inclusive
  const trace::FieldInfo* field = nullptr;
  Condition condition;
  Position position;
  std::string replaced_why;  ///< set where a release override put this check in place of the file's own
};

/// The sequential test's setting; see verdict/.
struct Hold {
  double good = 0.95;   ///< hold rate at which the check is as promised
  double bad = 0.70;    ///< hold rate at which it is broken
  double alpha = 0.05;  ///< chance of VIOLATED although good
  double beta = 0.05;   ///< chance of HOLDS although bad
  int max_runs = 40;
};

/// How the program's stderr is taken; process/launcher.hpp has the limits of each.
enum class CaptureChoice : std::uint8_t {
  automatic,  ///< messages for a summary trace, the pipe for a detailed one
  messages,   ///< write by write: nothing tears, processes come apart
  pipe,       ///< as a stream of bytes
};
[[nodiscard]] std::string_view name_of(CaptureChoice choice);  // "auto", "messages", "pipe"

struct TraceMode {
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
};

struct Scenario {
  std::string program;  ///< a folder of goprograms/, or a path relative to the file
  std::vector<std::string> args;
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
  std::string source;  ///< the file's bytes; the store keeps them with each campaign
};

/// The check for a person: "local_queues = [4 4] ±1 in any order at 300ms",
/// "waiting = 8 ±1 always from 250ms until 700ms", "runqueue in 1..8 always",
/// "idleprocs = 2 eventually by 3s", "each of local_queues <= 8 always".
[[nodiscard]] std::string describe(const Check& check);

}  // namespace schedlitmus::expectation
