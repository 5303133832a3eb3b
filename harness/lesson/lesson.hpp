// What a lesson says, after the strict reader has read it.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/expectation.hpp"
#include "support/duration.hpp"
#include "support/json.hpp"

namespace schedlitmus::lesson {

/// A selector of releases and where it stands.
struct Releases {
  std::string go;  ///< as --go of run; empty: all of the run's
  expectation::Position position;
};

/// A program with its settings: what statements and pictures are of.
struct RunSpec {
  std::string name;
  expectation::Position position;
  json::Value root;                ///< the expectation that it stands for, without checks; its "go" is a placeholder
  std::vector<json::Value> known;  ///< the checks of the expectation that it names
  expectation::Expectation read;   ///< the root, read, with one check
  Releases releases;               ///< never empty
  int whole = 3;                   ///< runs to the end, for what is shown
};

/// Checks as they are written, and read.
struct Checks {
  std::vector<json::Value> written;
  std::vector<expectation::Check> read;
};

/// A sentence that must be true.
struct Statement {
  std::string says;  ///< empty: what its checks say is told
  expectation::Position position;
  std::size_t run = 0;
  Releases releases;
  Checks checks;                   ///< at least one
  std::set<std::string> violated;  ///< ids of those that must be VIOLATED
};

enum class ShowKind : std::uint8_t {
  excerpt,    ///< lines of the trace
  explained,  ///< a sample in words
  picture,    ///< a sample as P, M and G
  film,       ///< several samples as small pictures
  timeline,   ///< the run queues of a run
  table,      ///< what a check says, or the values seen, release by release
  histogram,  ///< the values seen, as bars
  output,     ///< what the program printed
  source,     ///< the program's text
};
[[nodiscard]] std::string_view name_of(ShowKind kind);  // "excerpt", ..., "stdout", "source"

/// Something real in its place.
struct Show {
  ShowKind kind = ShowKind::excerpt;
  expectation::Position position;
  std::size_t run = 0;
  Releases releases;
  std::optional<Checks> sample;  ///< one check: whose deciding sample is shown
  std::optional<Checks> value;   ///< one check: whose values are shown
  std::string check;             ///< the id of a statement's check, in place of `value`
  int lines = 0;                 ///< of a text; 0: all
  int frames = 4;                ///< of a film
  Millis every{};                ///< between the samples; 0: each
  bool changes = false;          ///< only samples whose queues are not as in the one before
  bool rename = false;           ///< goroutines get new numbers, in the order of their lines
  Millis round{};                ///< times are told in whole multiples; 0: as they are
  bool words = false;            ///< what the trace's words mean is told, too
  std::string part;              ///< of the source: the function; empty: the file
  std::string caption;
};

/// What one fenced block holds.
struct Block {
  int first_line = 0, last_line = 0;
  std::optional<std::size_t> run, statement, show;  ///< indices
};

struct Lesson {
  std::string file, title, text;
  std::vector<RunSpec> runs;
  std::vector<Statement> statements;
  std::vector<Show> shows;
  std::vector<Block> blocks;  ///< in the order of the text
};

}  // namespace schedlitmus::lesson
