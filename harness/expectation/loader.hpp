// The strict reader of expectation files: JSON with comments; an unknown or
// duplicate key, a wrong type, a missing unit or an impossible window is an
// error with file, line, column and the nearest right name.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/expectation.hpp"
#include "support/json.hpp"
#include "support/result.hpp"

namespace schedlitmus::expectation {

struct Loaded {
  std::vector<Expectation> expectations;  ///< of the files without errors
  std::vector<Error> errors;              ///< all of them, in the order of the files
};

/// Values for parameters, by name, as the command line has them.
using SetParameters = std::map<std::string, std::string>;

/// A defaults.json.
struct DefaultsFile {
  std::string file;
  std::string text;
};

/// What else than its own text says what an expectation is.
struct Around {
  std::vector<DefaultsFile> defaults;  ///< of its folder, then of those above
  SetParameters set;                   ///< of names that it does not declare nothing is said
};

/// Parses one file's text. All its errors are reported at once.
[[nodiscard]] tl::expected<Expectation, std::vector<Error>> parse(std::string_view text, const std::string& file,
                                                                  const std::string& name, const Around& around = {});

/// The same of an expectation that is not a file's text: values that were read from one, or made, with
/// the places in `file` at which an error is told. Its source is their text. Inherits nothing.
[[nodiscard]] tl::expected<Expectation, std::vector<Error>> read(json::Value root, const std::string& file,
                                                                 const std::string& name);

/// Loads files and, recursively and sorted, the *.json of folders (a folder
/// named schema, or controls, is left out). `root` is the folder that names are
/// relative to. A defaults.json gives values to the expectations of its folder and
/// of those below. Those above count up to `root`, for files outside of it up to the
/// repository's folder (it has a .git), and without one up to the folder that is loaded.
/// A name in `set` that no file declares is an error.
[[nodiscard]] Loaded load(const std::vector<std::string>& paths, const std::string& root,
                          const SetParameters& set = {});

}  // namespace schedlitmus::expectation
