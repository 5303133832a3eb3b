// A proposal as an expectation file: what a person would have written, with
// where it comes from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "expectation/expectation.hpp"
#include "record/proposal.hpp"

namespace schedlitmus::record {

struct RecordedRelease {
  std::string version;   ///< "1.13.15"
  std::string selector;  ///< what the file says for it: "1.13", or the version where two share a minor
  int minor = 0;         ///< Go 1.N
  int counted = 0;       ///< runs
  int left_out = 0;      ///< because the host was busy
};

struct Provenance {
  std::string command;  ///< the command line
  std::string made_by;  ///< "schedlitmus 0.3.0"
  std::string started;  ///< UTC, ISO 8601
  std::string host;     ///< one line
  std::uint64_t seed = 0;
  std::int64_t campaign = 0;              ///< in the store
  std::string store;                      ///< its path
  std::vector<RecordedRelease> releases;  ///< oldest first, as the proposal's
};

/// The member "scenario" with its value, without a comma behind it. `go`: a
/// condition; `default_releases` may be empty.
[[nodiscard]] std::string scenario_text(const expectation::Scenario& scenario, const std::string& go,
                                        const std::string& default_releases);

/// The whole file. The scenario's `go` is replaced by ">=1.N", the oldest
/// release that prints every observable of the checks. Needs at least one check.
[[nodiscard]] std::string file_text(const Proposal& proposal, const expectation::Scenario& scenario,
                                    const Provenance& provenance);

}  // namespace schedlitmus::record
