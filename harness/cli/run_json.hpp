// The note beside a captured trace: what was run, how and where.
#pragma once

#include <string>

#include "cli/commands.hpp"
#include "store/store.hpp"

namespace schedlitmus::cli {

/// A JSON object over several lines. A program that was named by a path stands
/// there relative to the working folder, or by its own name if it lies elsewhere.
[[nodiscard]] std::string run_json(const store::Run& run, const CaptureOptions& options);

}  // namespace schedlitmus::cli
