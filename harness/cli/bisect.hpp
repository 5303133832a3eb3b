// What a bisection found, written.
#pragma once

#include <string>

#include "campaign/bisect.hpp"

namespace schedlitmus::cli {

/// The answer first, then what was tried in the order of the releases, then the command that repeats it.
[[nodiscard]] std::string to_terminal(const campaign::Bisected& found, const std::string& command);
[[nodiscard]] std::string to_json(const campaign::Bisected& found, const std::string& command);

/// Whether the answer is one release: nothing undecided lies where it may be.
[[nodiscard]] bool is_exact(const campaign::Bisected& found);
/// The answer's release as people name it: the minor release alone, where nothing of it came before.
[[nodiscard]] std::string first_bad(const campaign::Flip& flip);

}  // namespace schedlitmus::cli
