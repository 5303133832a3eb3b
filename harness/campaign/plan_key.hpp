// What makes two plans the same.
#pragma once

#include <string>

#include "campaign/matrix.hpp"

namespace schedlitmus::campaign {

/// All that decides which runs there are, but for what the programs are built
/// from: equal texts can be resumed.
[[nodiscard]] std::string plan_key(const expectation::Loaded& loaded, const Settings& settings, const Matrix& matrix);

}  // namespace schedlitmus::campaign
