// A file of expectations on a command line whose scenario is wanted.
#pragma once

#include <string>

#include "expectation/expectation.hpp"
#include "support/result.hpp"

namespace schedlitmus::cli {

/// Whether a word names such a file.
[[nodiscard]] bool is_expectation_file(const std::string& word);

/// With what its folder's defaults.json gives. An error: the first that is wrong with it.
[[nodiscard]] Result<expectation::Expectation> load_one(const std::string& file);

}  // namespace schedlitmus::cli
