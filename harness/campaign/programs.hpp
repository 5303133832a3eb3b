// Where a scenario's program lies.
#pragma once

#include <string>

#include "expectation/expectation.hpp"
#include "support/result.hpp"

namespace schedlitmus::campaign {

/// The absolute folder of the scenario's program: below `programs` by its
/// name, or, where the name begins with "." or "/", relative to the file.
/// It must hold at least one .go file.
[[nodiscard]] Result<std::string> find_program(const expectation::Expectation& expectation,
                                               const std::string& programs);

}  // namespace schedlitmus::campaign
