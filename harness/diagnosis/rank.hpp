// Which diagnosis comes first, and which follow from another. Internal to the
// diagnoser.
#pragma once

#include "diagnosis/findings.hpp"

namespace schedlitmus::diagnosis {

/// Orders the diagnoses, causes first, and puts those that follow from one of
/// them into its `explains`.
void rank(Findings& findings);

}  // namespace schedlitmus::diagnosis
