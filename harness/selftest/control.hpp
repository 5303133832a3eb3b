// Controls: recorded runs on which it is known what each check must say.
//
//   holds-RELEASE.trace                 every check holds
//   violated-ID[+ID...]-RELEASE.trace   these checks are missed
// with the .stdout, .load.stdout and .run.json that `schedlitmus capture` and `show RUN --name` put beside them.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "expectation/expectation.hpp"
#include "support/result.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::selftest {

struct Control {
  std::filesystem::path trace;
  bool holds = false;
  std::set<std::string> missed;  ///< ids of the checks that must be
  toolchain::Version release;    ///< that wrote it
};

/// What a control's file name says; an error for one that says neither.
[[nodiscard]] Result<Control> read_name(const std::filesystem::path& trace);

/// Where controls are looked for.
struct Places {
  std::string given;                 ///< by the user; empty: beside the expectations
  std::string shipped_expectations;  ///< the project's own, and where the controls of these are
  std::string shipped_controls;
};

/// The folder of an expectation's controls. Given a folder, FOLDER/NAME, or as
/// much of the file's path below it as there is. Else of the project's own the
/// shipped ones, else controls/NAME beside the file, or controls/SUB/NAME
/// beside a folder above it. Where there is none: the one to be made.
[[nodiscard]] std::filesystem::path controls_folder(const expectation::Expectation& expectation, const Places& places);

struct Controls {
  std::vector<Control> found;  ///< in the order of their names
  std::vector<Error> errors;   ///< names that say nothing, or of a check that the file does not have
};
/// A folder that is not there holds none.
[[nodiscard]] Controls find_controls(const expectation::Expectation& expectation, const std::filesystem::path& folder);

}  // namespace schedlitmus::selftest
