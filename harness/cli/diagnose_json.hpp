// What the diagnoser found, for tools: schema schedlitmus-diagnosis/1, told in docs/diagnoses.md.
#pragma once

#include <string>

#include "diagnosis/findings.hpp"

namespace schedlitmus::cli {

[[nodiscard]] std::string to_json(const diagnosis::Findings& findings, const std::string& of);
[[nodiscard]] std::string rules_to_json(const diagnosis::Rules& rules);

}  // namespace schedlitmus::cli
