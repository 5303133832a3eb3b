// What is known of one cell while the campaign goes on: its build, its runs
// and the judges of its checks.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "campaign/matrix.hpp"
#include "plan/plan.hpp"
#include "store/store.hpp"
#include "verdict/judge.hpp"

namespace schedlitmus::campaign {

class CellProgress {
 public:
  CellProgress(const MatrixCell& cell, const expectation::Hold& hold, std::optional<EnoughRuns> enough = {});

  /// The checks whose verdict still needs runs.
  [[nodiscard]] std::vector<expectation::Check> wanted() const;
  /// Takes a finished run's outcomes into account and keeps the run without its streams.
  void add(store::Run run);

  /// The two halves of it, for runs that go on at the same time. Outcomes are
  /// taken into account in the order of the starts: by that of the ends, runs
  /// that miss and are stopped early would come first.
  [[nodiscard]] int begin();  ///< one more is under way; gives its turn
  /// The turn as the store has it: after those of the runs that were taken up.
  [[nodiscard]] int stored_turn(int turn) const { return turn + turns_before_; }
  /// That one has ended; nullptr: without a run to count.
  void end(int turn, const store::Run* run);
  void keep(store::Run run);
  /// No verdict will come of this cell.
  void fail(Error why);
  [[nodiscard]] plan::CellState state() const;

  [[nodiscard]] const MatrixCell& cell() const { return *cell_; }
  [[nodiscard]] const std::vector<store::Run>& runs() const { return runs_; }
  [[nodiscard]] const std::vector<verdict::Judge>& judges() const { return judges_; }  ///< as the cell's checks
  [[nodiscard]] const expectation::Hold& hold() const { return hold_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  toolchain::Build build;
  std::string load_executable;  ///< of a command with a load
  int superseded = 0;           ///< stored runs that do not count, of an earlier build

 private:
  [[nodiscard]] int most_runs() const;  ///< that count, of any judge
  [[nodiscard]] bool has_enough() const;
  void count(const std::vector<expectation::Outcome>& outcomes, bool counts);
  /// Runs that printed no trace at all, one after the other, end a cell.
  void give_up_without_trace(const store::Run& last);

  const MatrixCell* cell_;
  std::vector<verdict::Judge> judges_;
  std::vector<store::Run> runs_;
  std::optional<Error> error_;
  expectation::Hold hold_;
  struct Waiting {
    std::vector<expectation::Outcome> outcomes;
    bool counts = true;
  };
  std::map<int, Waiting> waiting_;  ///< ended, but not so all that began before
  int begun_ = 0, ended_ = 0;
  int next_to_count_ = 0;
  int without_trace_ = 0;
  std::optional<EnoughRuns> enough_;
  int counted_ = 0, endless_ = 0;  ///< runs that count; of these, stopped
  bool traced_ = false;            ///< some run printed a sample
  int turns_before_ = 0;           ///< of runs that are not there: a campaign that was cut off had begun them
};

}  // namespace schedlitmus::campaign
