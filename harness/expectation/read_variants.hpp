// The parts of a scenario that variants may change. Internal to the loader.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "expectation/expectation.hpp"
#include "expectation/object_reader.hpp"

namespace schedlitmus::expectation {

[[nodiscard]] std::map<std::string, std::string> read_env(const json::Member& member, Problems& problems);
[[nodiscard]] std::map<std::string, std::string> read_godebug(const json::Member& member, Problems& problems);
[[nodiscard]] std::vector<Variant> read_variants(const json::Member& member, const Scenario& scenario,
                                                 Problems& problems);

}  // namespace schedlitmus::expectation
