// Where the project's own expectations and programs lie.
#pragma once

#include <string>

namespace schedlitmus::cli {

struct Home {
  std::string root;
  std::string expectations;  ///< root/expectations
  std::string programs;      ///< root/goprograms
};

/// SCHEDLITMUS_HOME, else the nearest folder above the executable that holds
/// both; where none does, the working folder.
[[nodiscard]] Home find_home();

/// The path as a user in the working folder would write it: relative where it lies below.
[[nodiscard]] std::string shown_path(const std::string& path);

}  // namespace schedlitmus::cli
