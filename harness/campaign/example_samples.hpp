// The samples that decided a check, read again from what a store kept.
#pragma once

#include <vector>

#include "campaign/cell_progress.hpp"
#include "report/model.hpp"

namespace schedlitmus::campaign {

/// Whether the value is one sample's own, not made of a window's.
[[nodiscard]] bool is_of_one_sample(const expectation::Check& check);

/// Up to three of the runs that count, those that missed first, then in the order of the runs.
[[nodiscard]] std::vector<report::SampleReport> example_samples(const CellProgress& progress,
                                                                const expectation::Check& check,
                                                                const store::Store& store);

}  // namespace schedlitmus::campaign
