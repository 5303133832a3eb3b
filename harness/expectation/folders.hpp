// The defaults.json files that lie above an expectation. Internal to the loader.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "expectation/loader.hpp"

namespace schedlitmus::expectation {

/// Finds and reads them, each once.
class Folders {
 public:
  /// `root`: the topmost folder for the files in it.
  explicit Folders(std::filesystem::path root);

  struct Found {
    std::vector<DefaultsFile> files;  ///< the nearest first
    bool is_good = true;              ///< false: something is wrong with one of them
    bool is_json = true;              ///< false: what one of them gives cannot be known
  };
  /// For files of that folder. `loaded` is the folder that was named to be loaded
  /// and holds it, or it itself: the topmost one where nothing else says.
  [[nodiscard]] const Found& above(const std::filesystem::path& folder, const std::filesystem::path& loaded);

  /// Errors of all that were read, each once.
  [[nodiscard]] const std::vector<Error>& errors() const { return errors_; }

 private:
  std::vector<std::filesystem::path> folders_above(const std::filesystem::path& folder,
                                                   const std::filesystem::path& loaded) const;
  Found read(const std::vector<std::filesystem::path>& folders);
  void keep(const std::vector<Error>& errors);

  std::filesystem::path root_;
  std::map<std::pair<std::filesystem::path, std::filesystem::path>, Found> found_;  ///< by folder and what was named
  std::vector<Error> errors_;
};

}  // namespace schedlitmus::expectation
