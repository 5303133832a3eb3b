// The campaign's runs: which next, on which CPUs, what came of it, until every
// check is decided.
#pragma once

#include <chrono>
#include <vector>

#include "campaign/cell_progress.hpp"
#include "campaign/run_pool.hpp"
#include "campaign/run_writer.hpp"
#include "report/model.hpp"

namespace schedlitmus::campaign {

/// What the loop works on; all must outlive it.
struct LoopInput {
  const expectation::Loaded& loaded;
  const Settings& settings;
  const Parts& parts;
  const store::Campaign& campaign;  ///< begun
  const OnProgress& progress;
  std::vector<CellProgress>& cells;
};

class RunLoop {
 public:
  explicit RunLoop(const LoopInput& input);

  /// Until all cells are done or the user interrupts, and all runs are in the
  /// store; an error is the store's.
  [[nodiscard]] Result<void> run();
  /// Where the runs ran, and how long all of it took.
  [[nodiscard]] report::Execution execution() const;
  /// Before the first run: "seed 7; CPUs 0-3, up to 2 runs at once".
  [[nodiscard]] std::string describe() const;

 private:
  void start_what_fits();
  void start(std::size_t cell, const std::vector<plan::CellState>& states);
  void take(EndedRun ended, RunWriter& writer);
  [[nodiscard]] Result<void> run_all(RunWriter& writer);
  void tell_failures(RunWriter& writer);
  [[nodiscard]] std::vector<plan::CellState> states() const;
  void tell(std::size_t cell, const std::vector<plan::CellState>& states) const;
  [[nodiscard]] const expectation::Expectation& expectation_of(std::size_t cell) const;

  LoopInput in_;
  std::vector<plan::Cell> places_;
  plan::Placement placement_;
  plan::Schedule schedule_;
  plan::TimeLeft time_left_;
  NoiseLimits limits_;
  RunPool pool_;
  std::vector<bool> failed_;                                    ///< by cell: the store is told
  std::map<int, std::chrono::steady_clock::time_point> begun_;  ///< by slot
  report::Execution execution_;
};

}  // namespace schedlitmus::campaign
