// Expectations looked at without running anything: all their errors at once,
// and what is allowed but hardly meant.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "expectation/loader.hpp"
#include "support/result.hpp"

namespace schedlitmus::campaign {

struct Lint {
  std::size_t expectations = 0;  ///< that could be loaded
  std::vector<Error> errors;     ///< they cannot be run, or contradict themselves
  std::vector<Error> warnings;   ///< they can be run
};

/// Loads files and folders (expectation/loader) and looks at each:
///   errors     what the loader refuses; selectors that cannot be read; a
///              program that is not there; two checks of one time and subject
///              that can never hold together; a field that traces of a release
///              do not have on which it is run where the command line names none
///   warnings   no "why"; a parameter that is not used; a check that every value
///              satisfies, or none; a field that traces of another release named by "go" do not have
/// `root` is the folder that names are relative to, `programs` the one that programs are named in.
[[nodiscard]] Lint lint(const std::vector<std::string>& paths, const std::string& root, const std::string& programs,
                        const expectation::SetParameters& set = {});

/// The same of one that was read.
[[nodiscard]] Lint lint(const expectation::Expectation& expectation, const std::string& programs);

}  // namespace schedlitmus::campaign
