// One entry of "checks". Internal to the loader.
#pragma once

#include "expectation/expectation.hpp"
#include "expectation/object_reader.hpp"
#include "expectation/read_scenario.hpp"

namespace schedlitmus::expectation {

/// What is wrong is in `problems`; the check is of use only if nothing was added.
[[nodiscard]] Check read_check(const json::Value& value, const Limits& limits, Problems& problems);

/// "reference", and whether a check of class distribution gives a number a run; after all the rest of it.
void read_distribution(ObjectReader& reader, Check& check, Problems& problems);

/// A list of checks with ids of their own; must not be empty.
[[nodiscard]] std::vector<Check> read_checks(const json::Member& member, const Limits& limits, Problems& problems);

}  // namespace schedlitmus::expectation
