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

/// The absolute folder of a Go package that a command is built from, relative to the expectation's file.
[[nodiscard]] Result<std::string> find_package(const expectation::Expectation& expectation, const std::string& written);

}  // namespace schedlitmus::campaign
