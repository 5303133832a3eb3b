// The single changes. Internal to the mutator.
#pragma once

#include "selftest/mutation.hpp"

namespace schedlitmus::selftest {

/// Samples [begin, end): all of them, some in a row, or one.
struct Stretch {
  std::size_t begin = 0, end = 0;
};
[[nodiscard]] Stretch some_samples(const Recording& recording, Draw& draw);

void change_procs(Recording& recording, Draw& draw);
void drop_samples(Recording& recording, Draw& draw);
void repeat_samples(Recording& recording, Draw& draw);
void stretch_time(Recording& recording, Draw& draw);

/// status, wait_reason, locked, more_goroutines or fewer_goroutines.
void change_goroutines(Mutation mutation, const expectation::Check& check, const std::vector<std::int64_t>& numbers,
                       Recording& recording, Draw& draw);

/// measure, line, exit, time_out, fatal_error, load_measure, load_end or readiness.
void change_run(Mutation mutation, const expectation::Check& check, const std::vector<std::int64_t>& numbers,
                Recording& recording, Draw& draw);

}  // namespace schedlitmus::selftest
