// The strict reader of expectation files: JSON with comments; an unknown or
// duplicate key, a wrong type, a missing unit or an impossible window is an
// error with file, line, column and the nearest right name.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/expectation.hpp"
#include "support/result.hpp"

namespace schedlitmus::expectation {

struct Loaded {
  std::vector<Expectation> expectations;  ///< of the files without errors
  std::vector<Error> errors;              ///< all of them, in the order of the files
};

/// Parses one file's text. All its errors are reported at once.
[[nodiscard]] tl::expected<Expectation, std::vector<Error>> parse(std::string_view text, const std::string& file,
                                                                  const std::string& name);

/// Loads files and, recursively and sorted, the *.json of folders (a folder
/// named schema, or controls, is left out). `root` is the folder that names are relative to.
[[nodiscard]] Loaded load(const std::vector<std::string>& paths, const std::string& root);

}  // namespace schedlitmus::expectation
