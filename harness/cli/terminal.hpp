// What the terminal can do.
#pragma once

#include <string>

#include "report/writers.hpp"

namespace schedlitmus::cli {

enum class ColourChoice : std::uint8_t { automatic, always, never };

/// For standard output: colour only on a terminal, unless told otherwise;
/// NO_COLOR is respected. Width from the terminal, else COLUMNS, else 100.
[[nodiscard]] report::TerminalStyle style_of_stdout(ColourChoice choice);
/// Likewise for standard error.
[[nodiscard]] report::TerminalStyle style_of_stderr(ColourChoice choice);

[[nodiscard]] bool stderr_is_terminal();

}  // namespace schedlitmus::cli
