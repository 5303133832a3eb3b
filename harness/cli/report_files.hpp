// A report to the terminal and to the files that were asked for.
#pragma once

#include "cli/commands.hpp"
#include "report/model.hpp"

namespace schedlitmus::cli {

/// Says on stderr what cannot be written, and gives false then. With a report
/// on standard output there is no other text on it.
[[nodiscard]] bool write_reports(const report::Report& report, const ReportFiles& files, const CommonOptions& common);

}  // namespace schedlitmus::cli
