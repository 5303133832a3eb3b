// What of a run is looked at: a check without its condition. Each gives a few
// numbers for a run, read off by the evaluator itself, so that a recorded
// bound and the check made of it mean the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expectation/expectation.hpp"
#include "expectation/outcome.hpp"
#include "record/texts.hpp"

namespace schedlitmus::record {

enum class Shape : std::uint8_t {
  at,         ///< the number at a time
  list_at,    ///< a list at a time, sorted: a number for each P
  always,     ///< the least and the greatest of the window: bounds of all its samples, of a list of all entries
  aggregate,  ///< the mean or the median of the window, or how many different values there are
  share,      ///< of the window's samples in which the field is 1 or more
  // Known at the end of a run:
  measure,      ///< a number that the program printed
  exit_status,  ///< nothing of a run that was stopped at its deadline
  timed_out,    ///< 1 or 0
  text,         ///< a fatal error, a signal, stdout or what a pattern picks out of it: its number among Texts
  line,         ///< 1: stdout has this line; 0: it has not
};

/// Part of a trace; both ends are there, or neither: the whole trace.
struct Span {
  std::optional<Millis> from, until;
  bool operator==(const Span&) const = default;
};

struct Probe {
  Shape shape = Shape::at;
  const trace::FieldInfo* field = nullptr;                            ///< nullptr: of the run's end
  Millis at{}, within{};                                              ///< of at and list_at
  Span span;                                                          ///< of the others that have a field
  expectation::Aggregate aggregate = expectation::Aggregate::median;  ///< of aggregate
  expectation::RunFact fact = expectation::RunFact::output;           ///< of text
  /// Of measure: its name. Of text: the key whose value is picked out of stdout,
  /// or empty: the whole. Of line: the line.
  std::string name;

  [[nodiscard]] bool is_of_run() const { return field == nullptr; }
};

/// Numbers of one run, as many as the probe's shape has; nothing where the run does not say.
using Values = std::optional<std::vector<double>>;

/// What was recorded, as far as the choice of probes needs it.
struct Scope {
  std::vector<int> minors;  ///< of the releases, Go 1.N
  int gomaxprocs = 1;
  bool detail = false;
  Millis period{100};
  Millis length{};  ///< of the shortest trace, to its last sample
};

/// All that is tried: each observable that every release prints, at several
/// times, over the whole trace, over its middle half and over its fifths; of a
/// list all entries over the whole trace, and the queues at times. Left out are
/// the setting itself (gomaxprocs), and what says the same as another observable
/// for a fixed gomaxprocs. Of a trace shorter than ten periods only the whole is
/// looked at, of one shorter than three nothing.
[[nodiscard]] std::vector<Probe> make_probes(const Scope& scope);

/// "local_queues", "measure served", "exit_status": one for each thing that is looked at.
[[nodiscard]] std::string observable_of(const Probe& probe);

/// "idleprocs-at-300ms", "threads-always", "runqueue-share-200-400ms", "exit-status": [a-z0-9-]+, unique among
/// make_probes() and among make_end_probes().
[[nodiscard]] std::string id_of(const Probe& probe);

/// The checks, one or two, that give the probe's numbers; their conditions are always true.
[[nodiscard]] std::vector<expectation::Check> parts_of(const Probe& probe);
/// From the outcomes of parts_of(). Texts get their numbers in `texts`.
[[nodiscard]] Values values_of(const Probe& probe, const std::vector<expectation::Outcome>& outcomes, Texts& texts);

/// What no run can show, so that a bound there would be none.
struct Range {
  std::optional<double> least, greatest;
};
[[nodiscard]] Range possible(const Probe& probe, int gomaxprocs);

}  // namespace schedlitmus::record
