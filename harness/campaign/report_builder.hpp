// What the campaign knows -> the report's model.
#pragma once

#include <vector>

#include "campaign/cell_progress.hpp"
#include "report/model.hpp"

namespace schedlitmus::campaign {

struct ReportInput {
  const expectation::Loaded& loaded;
  const Settings& settings;
  const Matrix& matrix;
  const std::vector<CellProgress>& cells;
  const store::Campaign& campaign;
  const store::Store& store;
  bool interrupted = false;
};

/// What a report says of a scenario: "program ten_goroutines, schedtrace every 25ms, $limit = 8".
[[nodiscard]] std::string settings_line(const expectation::Expectation& expectation, const Settings& settings);
/// ", $limit = 8": the values in effect of the parameters that are used.
[[nodiscard]] std::string describe_parameters(const expectation::Expectation& expectation);
/// " --set limit=8": what parameters were set to, for a command line.
[[nodiscard]] std::string set_options(const expectation::Expectation& expectation);
/// A command that repeats the cell.
[[nodiscard]] std::string reproduce_line(const expectation::Expectation& expectation, const MatrixCell& cell,
                                         const Settings& settings, std::uint64_t seed);

/// What a report says of a check before any verdict.
[[nodiscard]] report::CheckReport describe_check(const expectation::Check& check, const ChecksOnRelease& applied);

[[nodiscard]] report::Report build_report(const ReportInput& input);

}  // namespace schedlitmus::campaign
