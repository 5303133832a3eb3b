// The runs behind an acceptance: which checks failed on which releases, and
// what the runs there show.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "campaign/accept.hpp"
#include "campaign/stored_campaign.hpp"
#include "campaign/stored_cells.hpp"
#include "record/seen_again.hpp"

namespace schedlitmus::campaign {

/// How one check stands on one release, over all its cells there.
struct Standing {
  std::string release;
  bool failed = false;        ///< VIOLATED in some cell, and not expected to be
  bool is_rules_own = false;  ///< in the form of a release rule
  int rule = -1;              ///< that applies
  expectation::Check check;   ///< as it is there
};

class Evidence {
 public:
  /// The campaign of the settings, the newest with that expectation, or one made now.
  [[nodiscard]] static Result<Evidence> find_or_make(const expectation::Expectation& expectation,
                                                     const AcceptSettings& what, const Settings& settings,
                                                     const Parts& parts, const OnProgress& progress);

  [[nodiscard]] std::int64_t campaign() const { return source_.campaign.value_or(0); }
  /// The verdicts of an expectation over these runs.
  [[nodiscard]] Result<report::Report> judge(const expectation::Expectation& expectation) const;
  /// Of each check by its id, ascending by release; releases without a verdict are left out.
  [[nodiscard]] const std::map<std::string, std::vector<Standing>>& standings() const { return standings_; }
  [[nodiscard]] const report::Report& report() const { return report_; }

  /// What the runs that count show of a check on these releases.
  struct Shown {
    std::vector<std::vector<double>> runs;
    int gomaxprocs = 1;   ///< the most
    std::string too_few;  ///< not empty: why these are not enough
  };
  [[nodiscard]] Result<Shown> shown(const record::Look& look, const std::vector<std::string>& releases,
                                    record::Texts& texts) const;

 private:
  Evidence(const expectation::Expectation& expectation, StoredSource source)
      : expectation_(&expectation), source_(std::move(source)) {}
  Result<void> read();
  void stand(const report::Cell& cell);
  Result<void> add_cell(const StoredCell& cell, const record::Look& look, record::Texts& texts, Shown& shown) const;

  const expectation::Expectation* expectation_;
  StoredSource source_;
  StoredCells cells_;    ///< of the expectation only
  KnownReleases known_;  ///< those of the runs
  report::Report report_;
  std::map<std::string, std::vector<Standing>> standings_;
};

}  // namespace schedlitmus::campaign
