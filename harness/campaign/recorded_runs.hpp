// The stored runs of one release as the proposal wants them. Streams are read
// one run at a time.
#pragma once

#include <string>
#include <vector>

#include "record/printed.hpp"
#include "record/proposal.hpp"
#include "store/store.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::campaign {

struct ReleaseRuns {
  toolchain::Version version;
  std::vector<std::int64_t> runs;  ///< ids of those that count, in the order of their starts
  int left_out = 0;
  Millis length{};          ///< nine tenths of the traces are at least as long
  record::Printed printed;  ///< by every run of them on stdout
};

/// `runs`: of the campaign, without streams.
[[nodiscard]] Result<ReleaseRuns> runs_of(const store::Store& store, const std::string& release,
                                          const std::vector<store::Run>& runs);

/// What each run shows of each probe; texts get their numbers in `texts`.
[[nodiscard]] Result<record::Observed> observe(const store::Store& store, const ReleaseRuns& release,
                                               const std::vector<record::Probe>& probes, record::Texts& texts);

}  // namespace schedlitmus::campaign
