// What is a service's own in one run: ports, and a working folder for each instance.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/command.hpp"
#include "process/free_port.hpp"
#include "support/result.hpp"
#include "toolchain/files.hpp"

namespace schedlitmus::campaign {

class ServicePlaces {
 public:
  /// With the command's files copied into each fresh folder. `file`: the expectation's. An error: a file
  /// of the command is not there, or no folder can be made.
  [[nodiscard]] static Result<ServicePlaces> make(const expectation::Command& command, const std::string& file);

  /// The text with the placeholders' values for that instance, from 1 on.
  [[nodiscard]] std::string fill(std::string_view text, int instance, const std::string& binary) const;
  [[nodiscard]] std::string folder(int instance) const;

 private:
  explicit ServicePlaces(process::FreePorts ports) : ports_(std::move(ports)) {}

  process::FreePorts ports_;
  std::optional<toolchain::TemporaryFolder> fresh_;  ///< the instances' are below
  std::string given_;                                ///< in place of fresh ones
};

/// A path of the expectation: relative to its file.
[[nodiscard]] std::filesystem::path path_beside(const std::string& file, const std::string& path);

}  // namespace schedlitmus::campaign
