// Which observable a bisection of a program follows.
#pragma once

#include <string>

#include "campaign/bisect_program.hpp"

namespace schedlitmus::campaign {

/// The first change that is meant; of an empty name the clearest. The runtime's own
/// must be named. nullptr: there is none.
[[nodiscard]] const compare::Change* find_change(const compare::Comparison& comparison, const std::string& observable);

/// An error with its option where the line's first or last place has too few runs.
[[nodiscard]] Result<void> require_both_ends(const compare::Line& line);

/// That nothing which the task asks for is different, with what is. `good`, `bad`: the releases.
[[nodiscard]] Error no_difference(const ProgramTask& task, const compare::Comparison& comparison,
                                  const std::string& good, const std::string& bad);

}  // namespace schedlitmus::campaign
