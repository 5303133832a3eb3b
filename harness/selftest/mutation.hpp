// Recorded runs, changed: what another scheduler could have shown instead. A
// check that no change makes miss says nothing.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "selftest/draw.hpp"
#include "selftest/place.hpp"
#include "selftest/recording.hpp"

namespace schedlitmus::selftest {

enum class Mutation : std::uint8_t {
  // of some samples, or all: the numbers of a place
  raised,
  lowered,
  set,        ///< to the same number
  growing,    ///< with the time, or shrinking
  scattered,  ///< another number in each sample
  permuted,   ///< a list's entries, or gathered on one P, or levelled
  shifted,    ///< a list's entries to their neighbours
  procs,      ///< gomaxprocs, with the lists and the P lines
  // of the samples
  dropped,
  repeated,   ///< or one in place of others
  stretched,  ///< their times, or moved
  // of the goroutines
  status,
  wait_reason,
  locked,
  more_goroutines,
  fewer_goroutines,
  // of the run
  measure,
  line,  ///< of stdout
  exit,  ///< status or signal
  time_out,
  fatal_error,
  // of a service's run
  load_measure,
  load_end,  ///< exit status, signal or time-out
  readiness,
  combined,  ///< two or three of the others
};
inline constexpr std::size_t kMutations = 25;
[[nodiscard]] std::string_view name_of(Mutation mutation);  // "raised", ...

/// What the check compares with, and numbers near that: where a check turns.
[[nodiscard]] std::vector<std::int64_t> telling_numbers(const expectation::Check& check, double gomaxprocs);

/// Changes recordings with one check in view.
class Mutator {
 public:
  Mutator(const expectation::Check& check, const Recording& original);

  /// Those that can change what the check sees in this recording; `combined` is
  /// not among them. None for a recording that shows nothing.
  [[nodiscard]] const std::vector<Mutation>& kinds() const { return kinds_; }
  /// The original with such a change; what it shows the runtime could print,
  /// as far as the ranges of the fields say.
  [[nodiscard]] Recording mutate(Mutation mutation, Draw& draw) const;

 private:
  void apply(Mutation mutation, Recording& recording, Draw& draw) const;
  void change_numbers(Mutation mutation, Recording& recording, Draw& draw) const;
  void change_list(Mutation mutation, Recording& recording, Draw& draw) const;
  [[nodiscard]] std::int64_t step(Draw& draw) const;
  [[nodiscard]] Place choose(const std::vector<Place>& among, Draw& draw) const;

  const expectation::Check& check_;
  const Recording& original_;
  std::vector<Place> places_, seen_;  ///< of all numbers, and of those that the check looks at
  std::vector<Place> lists_;
  std::vector<std::int64_t> numbers_;  ///< where the check turns
  std::vector<Mutation> kinds_;
};

}  // namespace schedlitmus::selftest
