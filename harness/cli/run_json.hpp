// The note beside a kept trace: what was run, how and where.
#pragma once

#include <string>
#include <vector>

#include "store/store.hpp"

namespace schedlitmus::cli {

/// What a run does not know of itself.
struct NoteAbout {
  std::string program;  ///< as the user named it; empty: an expectation's scenario
  std::vector<std::string> args;
  std::string expectation;  ///< its name
  std::string host;         ///< that it ran on
};

/// A JSON object over several lines. A program that was named by a path stands
/// there relative to the working folder, or by its own name if it lies elsewhere.
[[nodiscard]] std::string run_json(const store::Run& run, const NoteAbout& about);

}  // namespace schedlitmus::cli
