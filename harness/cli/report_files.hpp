// A report to the terminal and to the files that were asked for.
#pragma once

#include "cli/options.hpp"
#include "report/model.hpp"

namespace schedlitmus::cli {

/// To the file, "-" is standard output; says on stderr what cannot be written, and gives false then.
[[nodiscard]] bool write_output(const std::string& path, const std::string& text);

/// Says on stderr what cannot be written, and gives false then. With a report
/// on standard output there is no other text on it; annotations are on stderr then.
[[nodiscard]] bool write_reports(const report::Report& report, const ReportFiles& files, const CommonOptions& common);

}  // namespace schedlitmus::cli
