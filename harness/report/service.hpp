// What reports say of runs of services: when they were ready, and what their loads did.
#pragma once

#include <string>
#include <vector>

#include "report/model.hpp"

namespace schedlitmus::report {

/// Whether any run of the cell is one of a service.
[[nodiscard]] bool has_services(const Cell& cell);

/// Of one run: "25ms", "never".
[[nodiscard]] std::string ready_text(const ServiceReport& service);
/// "requests 999, failed 0", "signal 9; requests 12"; empty: it had none.
[[nodiscard]] std::string load_text(const ServiceReport& service);
/// Why the run says less than it was to say: "told nothing: ...", "cut short: ..."; empty: it does not.
[[nodiscard]] std::string lack_text(const ServiceReport& service);
/// Where the times of its checks count from, and which samples were looked at.
[[nodiscard]] std::string view_text(const ServiceReport& service);

/// Over the runs of a cell: "25ms in the median, 20ms to 40ms; never in 1 run"; empty: no service.
[[nodiscard]] std::string describe_ready(const Cell& cell);
/// "requests 999 in the median, 998 to 1,001; failed 0"; empty: no load, or it measured nothing.
[[nodiscard]] std::string describe_load(const Cell& cell);

/// "exited 0", "signal 9", "timed out".
[[nodiscard]] std::string ending_text(const std::string& ending, const std::optional<int>& code,
                                      const std::optional<int>& signal);

}  // namespace schedlitmus::report
