// Expectations that schedlitmus itself writes: to make runs, or from runs.
#pragma once

#include <string>

#include "expectation/loader.hpp"

namespace schedlitmus::campaign {

/// A scenario, on any release, with one check that every run answers at its end
/// only. `hold` is the value of that key, as JSON.
[[nodiscard]] std::string text_for_runs(const std::string& title, const expectation::Scenario& scenario,
                                        const std::string& check, const std::string& hold);

/// The expectation of a text, alone; an error is the first that it has.
[[nodiscard]] Result<expectation::Loaded> load_text(const std::string& text, const std::string& file,
                                                    const std::string& name);

}  // namespace schedlitmus::campaign
