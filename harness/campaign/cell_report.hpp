// What the report says of one cell: its checks, its runs, how they ended.
#pragma once

#include "campaign/report_builder.hpp"

namespace schedlitmus::campaign {

[[nodiscard]] report::Cell report_cell(const ReportInput& input, const CellProgress& progress);

}  // namespace schedlitmus::campaign
