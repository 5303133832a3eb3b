// What reports and stores say of how an expectation was run.
#pragma once

#include <cstdint>
#include <string>

#include "campaign/campaign.hpp"
#include "campaign/matrix.hpp"

namespace schedlitmus::campaign {

/// What a report says of a scenario: "program ten_goroutines, schedtrace every 25ms, $limit = 8".
[[nodiscard]] std::string settings_line(const expectation::Expectation& expectation, const Settings& settings);
/// ", $limit = 8": the values in effect of the parameters that are used.
[[nodiscard]] std::string describe_parameters(const expectation::Expectation& expectation);
/// " --set limit=8": what parameters were set to, for a command line.
[[nodiscard]] std::string set_options(const expectation::Expectation& expectation);
/// A command that repeats the cell.
[[nodiscard]] std::string reproduce_line(const expectation::Expectation& expectation, const MatrixCell& cell,
                                         const Settings& settings, std::uint64_t seed);

}  // namespace schedlitmus::campaign
