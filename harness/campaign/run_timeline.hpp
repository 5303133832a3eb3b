// What a stored run's trace says sample by sample.
#pragma once

#include "report/model.hpp"
#include "store/store.hpp"

namespace schedlitmus::campaign {

/// `run`: with its streams.
[[nodiscard]] report::Timeline timeline_of(const store::Run& run);

}  // namespace schedlitmus::campaign
