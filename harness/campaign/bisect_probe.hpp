// Which check a bisection follows: one that tells the two ends apart.
#pragma once

#include <string>
#include <vector>

#include "report/model.hpp"
#include "support/result.hpp"

namespace schedlitmus::campaign {

/// A check with one setting.
struct Probe {
  std::string check;
  int gomaxprocs = 1;
  std::string variant;
};
/// "split", with its setting where the report has several: "split (GOMAXPROCS=4, plain)".
[[nodiscard]] std::string name_of(const Probe& probe, const report::Report& report);

/// What the report says of it on a release; nullptr: that was not tried.
[[nodiscard]] const report::Cell* cell_of(const report::Report& report, const Probe& probe, const std::string& release);
[[nodiscard]] const report::CheckReport* check_of(const report::Report& report, const Probe& probe,
                                                  const std::string& release);
/// "HOLDS 10/10", "VIOLATED 0/2", "INCONCLUSIVE 7/12".
[[nodiscard]] std::string describe(const verdict::Verdict& verdict);

struct Probes {
  std::vector<Probe> flipping;  ///< HOLDS on good and VIOLATED on bad, in the file's order
  std::vector<Probe> holding;   ///< HOLDS on both
  std::string verdicts;         ///< of all, on both ends, for a person
};

/// Of the report on the two ends; of the check with that id only, where one is
/// named. An error: there is no such check; an end could not be run; nothing HOLDS on good.
[[nodiscard]] Result<Probes> probes_of(const report::Report& ends, const std::string& good, const std::string& bad,
                                       const std::string& check);

}  // namespace schedlitmus::campaign
