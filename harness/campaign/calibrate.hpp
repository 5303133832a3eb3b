// Measures what this machine looks like when nothing else runs on it, and how
// often a release differs from itself.
#pragma once

#include "campaign/calibration.hpp"
#include "campaign/campaign.hpp"

namespace schedlitmus::campaign {

struct CalibrateSettings {
  std::string programs;       ///< the folder goprograms/
  std::string go = "latest";  ///< one release
  int runs = 20;              ///< of each program in each of the two arms
  std::uint64_t seed = 1;
  std::vector<int> cpus;  ///< as in Settings
};

struct CalibrateParts {
  process::Launcher& launcher;
  toolchain::Toolchain& toolchain;
  std::function<bool()> interrupted = process::interrupted;
};

/// Runs ten_goroutines, busy and nearly idle, in two arms that take turns, all
/// with the same release and settings. An error: it could not be run. A machine
/// that was too busy is told by too_busy() of what comes back.
struct Measured {
  Calibration calibration;
  std::string too_busy;  ///< not empty: it must not be stored
};
[[nodiscard]] Result<Measured> calibrate(const CalibrateSettings& settings, CalibrateParts parts,
                                         const OnProgress& progress);

/// Both arms' outcomes of one check, in the order of the runs, against each
/// other: `splits` random halves of all of them, each half judged by itself.
[[nodiscard]] SelfComparison compare_with_itself(const expectation::Check& check, const expectation::Hold& hold,
                                                 const std::vector<expectation::Outcome>& a,
                                                 const std::vector<expectation::Outcome>& b, int splits,
                                                 std::uint64_t seed);

}  // namespace schedlitmus::campaign
