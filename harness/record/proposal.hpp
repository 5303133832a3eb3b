// From what runs showed to the checks that are worth to be kept: those that tell
// the recorded releases apart, and those that say what all of them have in common.
//
// No bound is judged by the runs that it was taken from. Two thirds of each
// release's runs choose the checks; the third one, which comes third in the order
// of the starts each time, then says whether the bounds hold and whether the
// releases differ. What is written has the bounds of all runs, which are no
// narrower than those that were tried.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "record/form.hpp"
#include "record/probe.hpp"

namespace schedlitmus::record {

/// One release's runs that count, in the order of their starts.
struct Observed {
  std::string release;                    ///< "1.13.15"
  std::vector<std::vector<Values>> runs;  ///< of each run, for each probe
};

/// How many of the runs that were held out are inside some bounds.
struct HeldOut {
  int inside = 0, runs = 0;
};

/// What a group's runs showed.
struct Seen {
  double least = 0, greatest = 0;  ///< of a list: of its entries
  std::set<double> kinds;          ///< of texts and endings, in place of these
};

/// Releases that behave alike under a probe, with their form.
struct Group {
  std::vector<std::size_t> releases;  ///< indices into what was observed
  Form form;
  Seen seen;              ///< over all runs
  HeldOut own;            ///< in the bounds of their own group's other runs
  HeldOut against_first;  ///< in those of the first group; of that group: as own
  /// The chance that a release of this group is VIOLATED against the first
  /// group's form, at the upper 95 % bound of the share that was seen inside.
  double power = 0;
};

struct Proposed {
  Probe probe;
  std::vector<Group> groups;  ///< the first has the oldest release; more than one: the check tells them apart
  [[nodiscard]] bool separates() const { return groups.size() > 1; }
};

struct Proposal {
  expectation::Hold hold;
  /// Chance that a check is VIOLATED on the release that it was recorded on, at
  /// most; see false_alarm_of_recorded().
  double false_alarm = 0;
  std::vector<Proposed> checks;  ///< those that separate first
  Texts texts;                   ///< to which their forms' numbers refer
};

/// Below that many runs of each release no rates are honest enough.
inline constexpr int kFewestRuns = 10;
/// Power below which two releases are not told apart.
inline constexpr double kLeastPower = 0.80;

/// The rates that `runs` runs of each release support: the highest ones with
/// which at most `alpha` of the verdicts on the release itself are VIOLATED.
/// Needs runs >= kFewestRuns.
[[nodiscard]] expectation::Hold hold_for(int runs, double alpha);

/// `observed`: oldest release first, each with kFewestRuns runs or more, each
/// run with a place for each probe. No checks where nothing is stable. The
/// proposal's texts are left empty.
[[nodiscard]] Proposal propose(const std::vector<Probe>& probes, const std::vector<Observed>& observed, int gomaxprocs,
                               double alpha);

}  // namespace schedlitmus::record
