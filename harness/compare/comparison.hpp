// What is compared, and what came of it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "compare/difference.hpp"
#include "compare/observable.hpp"

namespace schedlitmus::compare {

/// Below that many runs that count a place of the axis is not compared.
inline constexpr int kFewestRuns = 5;
/// One run that counts.
struct ComparedRun {
  std::int64_t id = 0;  ///< in the store; 0: of a baseline, which has no runs to look at
  Values values;
};

/// All runs at one place of the axis.
struct Place {
  std::string value;  ///< "1.13.15", "2", "asyncpreemptoff=1"
  std::string role;   ///< "baseline", "now": beside a value that may be the same on both sides; else empty
  int minor = 0;      ///< Go 1.N
  bool detail = false;
  bool traced = false;  ///< its traces are long enough to be compared
  std::vector<ComparedRun> runs;
  int excluded = 0;  ///< because the host was busy
  /// It was busy during nearly all runs: they are here nevertheless, but only what
  /// is printed is compared. Runs of all places alternate, so it was so for its neighbours, too.
  bool noisy = false;
  std::string build;     ///< "GOPATH mode", "module, go 1.22"; with the GODEBUG defaults stamped into it
  std::string go_line;   ///< of go.mod; empty in GOPATH mode
  std::string why_none;  ///< why nothing could be run here; else empty

  [[nodiscard]] bool counts() const { return runs.size() >= static_cast<std::size_t>(kFewestRuns); }
};

/// Places in their order, everything else alike.
struct Line {
  std::string label;  ///< the other settings where there are several lines, "GOMAXPROCS=2"; else empty
  std::vector<Place> places;
  Millis traced_until{};  ///< up to there traces are compared; 0: they are too short
};

/// One observable on one side of a change.
struct Shown {
  int runs = 0;        ///< that tell
  std::string usual;   ///< the category that most of them show, or the median
  int usual_runs = 0;  ///< that show it; of numbers: that are nearer to this median than to the other side's
  double median = 0, least = 0, greatest = 0;  ///< of numbers
  std::vector<std::pair<std::string, int>>
      histogram;                       ///< value and its runs: by size, of categories the most frequent first
  std::vector<std::int64_t> examples;  ///< runs, at most three
};

struct Change {
  std::size_t line = 0, from = 0, to = 0;        ///< places: neighbours among those that were compared
  std::size_t before_first = 0, after_last = 0;  ///< the places that were taken together, as they all show the same
  Observable what;
  bool is_number = true;
  Shown before, after;
  double p = 1, q = 1, effect = 0;
  verdict::Interval interval;  ///< of the effect, 95 %
  bool of_rate = false;        ///< the effect is the change of a rate, else Cliff's delta
  /// Others of the same name that change here, too: "runqueue at 200ms 0 -> 4".
  std::vector<std::string> also;
};

/// A field, or a word for what goroutines wait for, that a release begins or ceases to print.
struct FormatChange {
  std::size_t line = 0, from = 0, to = 0;
  std::string field;    ///< or a count of goroutines: "goroutines.waiting (semacquire)"
  bool appears = true;  ///< else it is gone; of a word: it is said of more, or of fewer
  std::string why;      ///< "Go prints it from 1.20 on"
  bool is_word = false;
};

/// Neighbours of which too little is known.
struct Undecided {
  std::size_t line = 0, from = 0, to = 0;
  std::string observable;  ///< empty: all of them
  std::string why;
};

struct Comparison {
  std::vector<Change> changes;          ///< of the output and of scheduling, in the axis' order, the clearest first
  std::vector<Change> each;             ///< likewise, before those of one name at one place are joined
  std::vector<Change> runtime_changes;  ///< the runtime's own
  std::vector<FormatChange> format_changes;
  std::vector<Undecided> undecided;
  std::size_t runs = 0;  ///< that count
  std::size_t excluded = 0;
  std::size_t comparisons = 0;  ///< of one observable at two neighbours
  std::size_t tests = 0;        ///< of them: between values that are not all the same
  double least_p = 1;           ///< a p up to here is small enough for a change of the output to be named alone
};

/// Neighbours on each line, of all observables.
[[nodiscard]] Comparison compare(const std::vector<Line>& lines);

}  // namespace schedlitmus::compare
