// The campaigns of a bisection without an expectation: which has which
// release's runs, and what releases show beside each other.
#pragma once

#include <map>
#include <vector>

#include "campaign/compare.hpp"
#include "campaign/compared_lines.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::campaign {

class ProgramRuns {
 public:
  /// All must outlive the object.
  ProgramRuns(CompareSettings what, Settings settings, const Parts& parts, const OnProgress& progress);

  /// A campaign of these releases, interleaved; with so many runs of each that count.
  Result<void> run(const std::vector<toolchain::Version>& releases, int runs);
  [[nodiscard]] bool interrupted() const { return interrupted_; }
  [[nodiscard]] bool has(const toolchain::Version& version) const { return !campaigns_of(version).empty(); }
  [[nodiscard]] std::vector<std::int64_t> campaigns_of(const toolchain::Version& version) const;

  /// Of the newest campaign, for people: program, trace.
  [[nodiscard]] std::string setting() const;
  /// The newest campaign's runs along the releases.
  [[nodiscard]] Result<ComparedLines> newest() const;
  /// Places with the runs of these releases, at those times: of all campaigns that
  /// have runs of `here`; of a release that none of them has, all.
  [[nodiscard]] Result<compare::Line> beside(const std::vector<toolchain::Version>& releases,
                                             const toolchain::Version& here, const compare::Grid& grid) const;

 private:
  [[nodiscard]] std::vector<store::Campaign> with(const toolchain::Version& version,
                                                  const toolchain::Version& beside) const;

  CompareSettings what_;
  Settings settings_;
  Parts parts_;
  const OnProgress& on_progress_;
  std::vector<store::Campaign> campaigns_;
  bool interrupted_ = false;
};

}  // namespace schedlitmus::campaign
