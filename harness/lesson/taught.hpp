// What became of a lesson: of each statement whether it holds, of each block
// that shows something the real thing. The writers only read it.
#pragma once

#include <string>
#include <vector>

#include "lesson/lesson.hpp"
#include "report/facts.hpp"
#include "report/model.hpp"
#include "trace/picture.hpp"

namespace schedlitmus::lesson {

/// One check of a statement on one release.
struct CheckSaid {
  std::string expected;  ///< "local_queues = [4 4] at 300ms"; "not: ..." where it must be VIOLATED
  report::Judgement judgement = report::Judgement::ok;
  std::string verdict;            ///< "HOLDS"
  std::string rate;               ///< "held in 10 of 10 runs, hold rate at least 74 %"
  std::vector<std::string> seen;  ///< "[1 7] in 3 runs (missed)"
  std::string gap;                ///< what an inconclusive verdict lacks
};

struct SaidOn {
  std::string release;
  report::Judgement judgement = report::Judgement::ok;  ///< the worst of its checks
  std::vector<CheckSaid> checks;
  std::string why;  ///< it is skipped, or could not be run
};

/// A statement on each of its releases.
struct Said {
  std::vector<SaidOn> on;
};

using Row = std::vector<std::string>;

/// What stands in a block's place: one of text, words, svg and table, or why not.
struct Shown {
  std::string text;      ///< preformatted
  std::string language;  ///< of the text, for a fence: "go", "text"
  std::string words;     ///< Markdown, made here
  std::string svg;
  std::vector<Row> table;          ///< the first row is its head
  std::string caption;             ///< the author's
  std::vector<report::Fact> made;  ///< release, settings, host, seed, the command that repeats it
  std::string missing;             ///< why there is nothing to show: the lesson fails
  std::string skipped;             ///< likewise, but no fault: too few CPUs
};

struct Taught {
  report::Report report;         ///< of all runs
  std::vector<Said> statements;  ///< as the lesson's
  std::vector<Shown> shows;      ///< likewise; none where only the statements were checked
  std::vector<Error> errors;     ///< of ours
  std::string command;           ///< that checks it again with the same seed
};

/// As of run: 130 interrupted, 3 harness error or nothing checked, 1 a statement that does not hold or nothing to show
/// where something is meant, 2 inconclusive, 0.
[[nodiscard]] int exit_code(const Taught& taught);

}  // namespace schedlitmus::lesson
