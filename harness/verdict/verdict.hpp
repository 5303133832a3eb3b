// Outcomes of many runs -> a verdict. The unit of replication is the run.
// Rules and figures: ARCHITECTURE.md, "Verdicts".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/outcome.hpp"
#include "verdict/two_sample.hpp"

namespace schedlitmus::verdict {

enum class VerdictKind : std::uint8_t { holds, violated, inconclusive, skipped };
[[nodiscard]] std::string_view name_of(VerdictKind kind);  // "HOLDS", ...

/// What an inconclusive verdict needs to become another.
enum class Lack : std::uint8_t {
  nothing,         ///< it is decided
  runs,            ///< more of them
  quiet_host,      ///< too many runs were excluded
  usable_samples,  ///< no run showed what the check looks at
};
[[nodiscard]] std::string_view name_of(Lack lack);  // "nothing", "runs", "quiet_host", "usable_samples"

/// One value seen by a check and in how many of the counted runs. A value that
/// held in some runs and missed in others has two bins.
struct HistogramBin {
  std::string seen;
  int runs = 0;
  bool held = false;
  std::optional<double> number = std::nullopt;  ///< that each of these runs gave, where the value is one
};

/// Of a check of class distribution: what the runs gave, and the reference beside it.
struct Comparison {
  double median = 0;
  Interval interval;  ///< of the median; of confidence 1 - 2 * beta
  /// The other side, where there is one; without it, bounds of the median were checked.
  struct Other {
    int runs = 0;
    std::string go;
    double median = 0;
    double p = 1;       ///< of the permutation test
    bool exact = true;  ///< that p comes from all splits
    Effect effect;      ///< greater: the runs' numbers are; its interval has confidence 1 - 2 * beta
    double margin = 0;  ///< numbers no further apart count as equal
  };
  std::optional<Other> other;
};

struct Verdict {
  std::string check;
  VerdictKind kind = VerdictKind::inconclusive;
  int held = 0, missed = 0, undecided = 0;
  int excluded = 0;                      ///< runs that do not count because of host noise
  double bound = 0;                      ///< lower bound of the hold rate where HOLDS, upper bound where VIOLATED
  double confidence = 0;                 ///< of `interval`; 0: none was asked for
  Interval interval;                     ///< two-sided, of the hold rate
  std::optional<Comparison> comparison;  ///< of a distribution, once it has two numbers
  Lack lack = Lack::nothing;
  int more_runs = 0;                    ///< for inconclusive: about how many more would settle it; 0: more would not
  std::string reason;                   ///< for inconclusive and skipped
  std::vector<HistogramBin> histogram;  ///< most frequent first
  std::vector<expectation::Outcome> examples;  ///< up to three, misses first and undecided last
};

}  // namespace schedlitmus::verdict
