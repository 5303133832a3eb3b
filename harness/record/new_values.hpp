// New values for a check that is there already, in its own form: an equals
// stays an equals, and of two bounds only the one moves that was passed.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "record/seen_again.hpp"
#include "support/result.hpp"

namespace schedlitmus::record {

/// One value of a check's object.
struct NewValue {
  std::vector<std::string> path;  ///< {"max"}, {"share", "min"}
  std::string text;               ///< JSON
  std::string key{};              ///< not empty: replaces the key, too
};

/// What makes the check hold in all of these runs, with the room that record
/// leaves. `runs`: of seen_again(), at least one. An error says why there is
/// none: what was seen varies too much, or is no matter of a value.
/// `release`: of the runs, for a reference.
[[nodiscard]] Result<std::vector<NewValue>> new_values(const expectation::Check& check, const Look& look,
                                                       std::span<const std::vector<double>> runs, const Texts& texts,
                                                       const std::string& release);

/// "4..6", "[4 4] or [3 4]", "exit": what the runs showed, for a person.
[[nodiscard]] std::string seen_text(const Look& look, std::span<const std::vector<double>> runs, const Texts& texts);

}  // namespace schedlitmus::record
