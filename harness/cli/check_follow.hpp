// check --follow: verdicts while the trace goes on.
#pragma once

#include "cli/check_report.hpp"

namespace schedlitmus::cli {

/// Prints each outcome when it is decided, and at the end the report; gives the exit code.
[[nodiscard]] int follow_checks(const CheckPlan& plan, const CheckOptions& options, const CommonOptions& common);

}  // namespace schedlitmus::cli
