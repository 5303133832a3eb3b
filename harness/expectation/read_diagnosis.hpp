// A check on a diagnosis: found over the run, or not. Internal to the loader.
#pragma once

#include "expectation/expectation.hpp"
#include "expectation/object_reader.hpp"

namespace schedlitmus::expectation {

/// "never" or "eventually", "from" and "rules"; all other keys of a check are refused.
void read_diagnosis(ObjectReader& reader, Check& check, Problems& problems);

/// "rules" beside another subject.
void refuse_rules(ObjectReader& reader, Problems& problems);

}  // namespace schedlitmus::expectation
