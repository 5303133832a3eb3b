// What the diagnoser is told of a run besides its trace, and what it answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diagnosis/name.hpp"
#include "diagnosis/rules.hpp"
#include "support/duration.hpp"

namespace schedlitmus::diagnosis {

/// A share of CPU time that the host was seen to keep from the program, and its limit.
struct HostShare {
  std::string what;  ///< "taken by other programs"
  double share = 0;
  double limit = 1;      ///< above 0
  bool is_wait = false;  ///< what the program felt of it: its threads waited for a CPU
};

/// What is known of a run besides its trace; all of it may be missing.
struct RunFacts {
  std::optional<std::uint64_t> requests = std::nullopt;  ///< that the load made
  /// The time in which it made them, of which the trace may show a part; none: the trace shows it all.
  std::optional<Millis> requests_over = std::nullopt;
  std::optional<int> minor = std::nullopt;  ///< Go 1.N
  bool was_stopped = false;                 ///< it did not end by itself: stopped at its deadline, or still running
  std::optional<int> exit_status = std::nullopt;
  std::vector<HostShare> host = {};  ///< empty: the host was not watched
  /// Left out at the beginning; none: kStartUp.
  std::optional<Millis> warmup = std::nullopt;
};
/// A program's start is not its steady state.
inline constexpr Millis kStartUp{300};
/// Fewer samples after the warm-up tell nothing.
inline constexpr std::uint64_t kLeastSamples = 10;
/// A share is looked at in windows of that length, so that a bad minute of a long trace is seen.
inline constexpr Millis kWindow{60'000};

enum class Confidence : std::uint8_t { low, medium, high };
[[nodiscard]] std::string_view name_of(Confidence confidence);

/// One number of the evidence.
struct Figure {
  std::string what;  ///< "goroutines that hold a thread, median"
  double value = 0;
  std::string unit;
  std::optional<RuleId> rule = std::nullopt;  ///< the rule that it is held against; none: it only tells more
};

struct SeenGoroutine {
  std::int64_t id = 0;
  std::int64_t status = 0;
  std::string waitreason;         ///< empty: none, or stale
  std::optional<std::int64_t> m;  ///< its M
  std::string where = {};         ///< "main.work at main.go:21"; empty: a trace does not tell, only a dump does
};

/// A wait reason and how many goroutines have it at the beginning and at the end.
struct ReasonCount {
  std::string waitreason;
  std::int64_t first = 0, last = 0;
};

struct Evidence {
  std::vector<Figure> figures;                ///< the main one first
  std::vector<Millis> times;                  ///< of samples that show it; the first few
  std::vector<SeenGoroutine> goroutines;      ///< some of those involved, in one sample
  std::vector<ReasonCount> reasons;           ///< of a leak, what grows most first
  std::vector<std::int64_t> procs, machines;  ///< ids of Ps and Ms involved
  std::vector<std::string> remarks;           ///< sentences
};

struct Diagnosis {
  Name name{};
  Confidence confidence = Confidence::medium;
  std::string summary;  ///< one line with the main figure
  Evidence evidence;
  Millis from{}, until{};      ///< the window that shows it
  std::vector<Name> explains;  ///< what was found as well and follows from it
};

/// What was looked for and not found, with what was compared.
struct Cleared {
  Name name{};
  std::vector<Figure> figures;
};

struct NotLooked {
  Name name{};
  std::string why;
};

enum class Answer : std::uint8_t { nothing, found, cannot_tell };

struct Findings {
  Answer answer = Answer::cannot_tell;
  std::string why;                   ///< of cannot_tell
  std::vector<Diagnosis> diagnoses;  ///< the surest cause first
  std::vector<Cleared> cleared;
  std::vector<NotLooked> not_looked_at;
  std::uint64_t samples = 0;    ///< looked at
  std::uint64_t left_out = 0;   ///< in the warm-up, or of another process
  std::uint64_t processes = 1;  ///< one after another, as of a service that was started anew; each is judged by itself
  Millis from{}, until{};       ///< of those looked at; of several processes the least and the greatest time
  bool detailed = false;
  std::int64_t gomaxprocs = 0;
  Measured measured{};  ///< for a baseline
  Rules rules;          ///< in effect
};

/// Whether it is among the diagnoses, or explained by one.
[[nodiscard]] const Diagnosis* find(const Findings& findings, Name name);

}  // namespace schedlitmus::diagnosis
