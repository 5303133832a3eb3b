// "releases" of an expectation file. Internal to the loader.
#pragma once

#include <vector>

#include "expectation/expectation.hpp"
#include "expectation/object_reader.hpp"
#include "expectation/read_scenario.hpp"

namespace schedlitmus::expectation {

/// `checks` are the file's own: rules can name these and no others.
[[nodiscard]] std::vector<ReleaseRule> read_releases(const json::Member& member, const std::vector<Check>& checks,
                                                     const Limits& limits, Problems& problems);

}  // namespace schedlitmus::expectation
