// The report in each of its forms. Pure functions: model in, text out.
#pragma once

#include <string>

#include "report/model.hpp"

namespace schedlitmus::report {

struct TerminalStyle {
  bool colour = false;
  int width = 100;  ///< columns
};

/// The matrix, the numbers, every check that is not as expected in detail, and the totals.
[[nodiscard]] std::string to_terminal(const Report& report, TerminalStyle style);
[[nodiscard]] std::string to_json(const Report& report);
[[nodiscard]] std::string to_junit(const Report& report);
/// One self-contained page: no request, no script, everything escaped.
[[nodiscard]] std::string to_html(const Report& report);

}  // namespace schedlitmus::report
