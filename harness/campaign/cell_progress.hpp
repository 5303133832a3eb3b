// What is known of one cell while the campaign goes on: its build, its runs
// and the judges of its checks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "campaign/matrix.hpp"
#include "plan/plan.hpp"
#include "store/store.hpp"
#include "verdict/verdict.hpp"

namespace schedlitmus::campaign {

class CellProgress {
 public:
  CellProgress(const MatrixCell& cell, const expectation::Hold& hold);

  /// The checks whose verdict still needs runs.
  [[nodiscard]] std::vector<expectation::Check> wanted() const;
  /// Takes a finished run's outcomes into account and keeps the run without its streams.
  void add(store::Run run);
  /// No verdict will come of this cell.
  void fail(Error why);
  [[nodiscard]] plan::CellState state() const;

  [[nodiscard]] const MatrixCell& cell() const { return *cell_; }
  [[nodiscard]] const std::vector<store::Run>& runs() const { return runs_; }
  [[nodiscard]] const std::vector<verdict::Judge>& judges() const { return judges_; }  ///< as the cell's checks
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  toolchain::Build build;

 private:
  /// Runs that printed no trace at all, one after the other, end a cell.
  void give_up_without_trace();

  const MatrixCell* cell_;
  std::vector<verdict::Judge> judges_;
  std::vector<store::Run> runs_;
  std::optional<Error> error_;
  int max_runs_;
};

}  // namespace schedlitmus::campaign
