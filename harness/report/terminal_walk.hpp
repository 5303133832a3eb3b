// How each verdict came about, run by run, for the terminal.
#pragma once

#include <string>

#include "report/model.hpp"
#include "report/writers.hpp"

namespace schedlitmus::report {

/// A table for each check that has a walk; empty where none has.
[[nodiscard]] std::string walks_text(const Report& report, const TerminalStyle& style);

}  // namespace schedlitmus::report
