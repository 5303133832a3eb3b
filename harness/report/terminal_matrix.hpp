// The matrix of the terminal report: check x release, in blocks that fit.
#pragma once

#include <string>

#include "report/model.hpp"
#include "report/writers.hpp"

namespace schedlitmus::report {

/// One block for each expectation and GOMAXPROCS: what is checked, the
/// verdicts with their numbers, and the footnotes.
[[nodiscard]] std::string matrix_text(const Report& report, const TerminalStyle& style);

/// Paragraphs of text within the width, the further lines under the first one's text.
[[nodiscard]] std::string wrapped(const std::string& first_prefix, const std::string& text, const TerminalStyle& style);

}  // namespace schedlitmus::report
