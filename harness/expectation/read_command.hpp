// "command" of a scenario. Internal to the loader.
#pragma once

#include "expectation/command.hpp"
#include "expectation/object_reader.hpp"

namespace schedlitmus::expectation {

[[nodiscard]] Command read_command(const json::Member& member, Problems& problems);

/// "build", "binary" and "argv" in place of those of `executable`: of a command, a load or a variant.
void read_executable(ObjectReader& reader, Executable& executable, Problems& problems);

/// Says which of the placeholders in the texts of a command are none, or of no instance.
void refuse_placeholders(const json::Value& value, int instances, Problems& problems);

}  // namespace schedlitmus::expectation
