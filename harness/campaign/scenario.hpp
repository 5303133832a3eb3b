// What a cell of the matrix runs: the expectation's scenario, changed by the
// cell's variant and by the command line.
#pragma once

#include <string>
#include <vector>

#include "campaign/campaign.hpp"

namespace schedlitmus::campaign {

/// The axis: the scenario's variants, each with each setting of the varied
/// GODEBUGs. Where nothing varies, one without a name.
[[nodiscard]] std::vector<expectation::Variant> variants_of(const expectation::Scenario& scenario,
                                                            const Settings& settings);

/// The scenario as it is run in the variant of that name, which must be one of
/// variants_of(): all settings put in, no variants left.
[[nodiscard]] expectation::Scenario scenario_of(const expectation::Scenario& scenario, const Settings& settings,
                                                const std::string& variant);

/// Messages for a summary trace, which then cannot tear; the pipe for a detailed
/// one, which costs the program least; or what was chosen.
[[nodiscard]] process::Capture capture_of(const expectation::TraceMode& mode);

}  // namespace schedlitmus::campaign
