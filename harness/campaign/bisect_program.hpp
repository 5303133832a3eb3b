// Between which two releases a program's behaviour changes: without an
// expectation, what `compare` finds different between the two ends is followed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "campaign/compare.hpp"
#include "compare/beside.hpp"

namespace schedlitmus::campaign {

struct ProgramTask {
  std::string good, bad;     ///< selectors, of one release each; bad may be the older one
  std::string observable;    ///< "exit", "stdout.x", "runqueue at 500ms", "stdout"; empty: the clearest
  bool all = false;          ///< look at each minor release between: finds what is different only there, too
  bool minors_only = false;  ///< no patches and candidates
};

enum class Behaves : std::uint8_t {
  as_good,
  as_bad,
  otherwise,  ///< unlike both ends
  undecided,
};

/// What one release showed of the observable.
struct ProgramLook {
  std::string release;
  Behaves is = Behaves::undecided;
  compare::Shown shown;                 ///< no runs: it cannot be told
  bool is_number = true;                ///< what is shown
  std::string why;                      ///< of an undecided one
  std::vector<std::int64_t> campaigns;  ///< that have the runs
};

/// Two releases on which it is not the same, with only undecided ones between.
struct ProgramStep {
  std::string before, after;
  std::vector<std::string> undecided;
  Behaves to = Behaves::as_bad;           ///< as `after` is
  std::optional<compare::Change> change;  ///< where both show it: how sure it is; the places in it mean nothing
};

struct BisectedProgram {
  std::string name, setting, good, bad;
  std::optional<compare::Change> followed;  ///< as it was chosen; none: interrupted before
  std::vector<compare::Change> others;      ///< that change between the ends besides
  std::vector<ProgramLook> looks;           ///< from good to bad
  std::vector<ProgramStep> steps;           ///< from good to bad, as close as there are releases
  bool looked_at_all = false;
  bool interrupted = false;
};

/// Whether a person who says `name` means the observable: by its name, its
/// description, with a dot before the statistic, or by its stream.
[[nodiscard]] bool means(const std::string& name, const compare::Observable& what);

/// Runs the program on the two ends, chooses what is followed, and looks at
/// releases between, first at minor ones. Each look is a campaign in the store;
/// where the ends' own runs vary, or the trace is looked at, they are run again
/// with it, so that what the machine does meanwhile concerns all three. A look that
/// tells nothing has its runs doubled, up to three times `what.runs` in all. A
/// release unlike both ends is a step of its own. An error: the releases cannot be
/// chosen or run; nothing of that name is different between the ends, nor, with
/// `all`, between neighbours.
[[nodiscard]] Result<BisectedProgram> bisect_program(const CompareSettings& what, const ProgramTask& task,
                                                     const Settings& settings, const Parts& parts,
                                                     const OnProgress& progress);

}  // namespace schedlitmus::campaign
