// "hold" of an expectation file. Internal to the loader.
#pragma once

#include "expectation/expectation.hpp"
#include "expectation/object_reader.hpp"

namespace schedlitmus::expectation {

[[nodiscard]] Hold read_hold(const json::Value& value, Problems& problems);

}  // namespace schedlitmus::expectation
