// The text of an expectation as it was in effect. Internal to the loader.
#pragma once

#include <string>
#include <string_view>

#include "expectation/defaults.hpp"
#include "expectation/parameters.hpp"

namespace schedlitmus::expectation {

/// The file's text with what it inherits and what its parameters were set to:
/// parsed alone it is the same expectation. Everything that the file says keeps
/// its line. Where nothing is inherited or set it is the text itself. Of inherited
/// parameters only those that are used are in it.
[[nodiscard]] std::string effective_source(std::string_view text, const json::Value& root,
                                           const std::vector<Inherited>& inherited, const Parameters& parameters);

}  // namespace schedlitmus::expectation
