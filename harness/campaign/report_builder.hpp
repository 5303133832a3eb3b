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

/// What a report says of a check before any verdict.
[[nodiscard]] report::CheckReport describe_check(const expectation::Check& check, const ChecksOnRelease& applied);

[[nodiscard]] report::Report build_report(const ReportInput& input);

}  // namespace schedlitmus::campaign
