// The note beside a captured trace: what was run, how and where.
#pragma once

#include <string>

#include "cli/commands.hpp"
#include "store/store.hpp"

namespace schedlitmus::cli {

[[nodiscard]] std::string run_json(const store::Run& run, const CaptureOptions& options);

}  // namespace schedlitmus::cli
