// Which runs there are, in which order, and what to run next.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "plan/slots.hpp"
#include "support/duration.hpp"

namespace schedlitmus::plan {

/// One place of the matrix: an expectation with one setting on one release.
struct Cell {
  std::size_t expectation = 0;  ///< index into the loaded expectations
  std::string release;          ///< "1.13.15"
  int gomaxprocs = 1;
  std::string variant;  ///< "asyncpreemptoff=1"; empty: the scenario as it stands
  int more_cpus = 0;    ///< that a run wants besides GOMAXPROCS of them: for other processes of a service, and its load
  [[nodiscard]] int width() const { return gomaxprocs + more_cpus; }
  [[nodiscard]] auto operator<=>(const Cell&) const = default;
};

/// What the sequential tests know of a cell.
struct CellState {
  bool done = false;
  int runs = 0;           ///< finished so far
  int expected_more = 0;  ///< about how many more until all of its checks are decided, those under way among them
  int under_way = 0;      ///< started and not finished
};

/// Whether another run of the cell can be of use beside those under way.
[[nodiscard]] bool can_start(const CellState& state);

/// How many repetitions a cell may be ahead of those that are behind.
inline constexpr std::uint64_t kMostAhead = 4;

/// Repetition is the outer loop and the cell the inner one, so that a drift of
/// the machine meets every release alike. Each round visits every cell that is
/// not done once, in an order shuffled by the seed: the same with every compiler.
///
/// Cells that get as many CPUs as each other keep strictly to that. Where several
/// runs go on at once, cells of different width may be up to kMostAhead rounds
/// apart: what fits goes on while a wide one waits for room, and of those that
/// fit the widest is first. The CPUs that are empty before a wide run, while
/// the last narrow one ends, are so at the end of some rounds and not of each.
class Schedule {
 public:
  Schedule(std::vector<Cell> cells, std::uint64_t seed);
  /// The next cell to run, or nothing when none can be started now. `states`:
  /// one for each cell. `slots`: those that are free; none: there is room for all.
  [[nodiscard]] std::optional<std::size_t> next(const std::vector<CellState>& states, const Slots* slots = nullptr);
  [[nodiscard]] const std::vector<Cell>& cells() const { return cells_; }

 private:
  /// What of the cell is first, among those that may be started.
  struct Rank {
    int narrowness = 0;
    std::uint64_t round = 0;
    std::size_t place = 0;  ///< in the round's order
    auto operator<=>(const Rank&) const = default;
  };

  /// The round that those behind are in; the cells that cannot start pass it over.
  [[nodiscard]] std::uint64_t catch_up(const std::vector<CellState>& states);
  [[nodiscard]] Rank rank_of(std::size_t cell, const Slots* slots);
  void shuffle_round();

  std::vector<Cell> cells_;
  std::vector<std::uint64_t> rounds_;            ///< by cell: of its next turn
  std::deque<std::vector<std::size_t>> places_;  ///< each cell's place in a round, from first_ on
  std::uint64_t first_ = 0;
  std::mt19937_64 random_;
};

/// Time left from what the runs so far took: the mean of the cell, or of its
/// expectation, or of all where those have not run yet. Nothing before the first run.
class TimeLeft {
 public:
  /// `took`: from the start of a run until its slot was free again.
  void ran(std::size_t cell, std::size_t expectation, std::chrono::nanoseconds took);
  /// The runs share the slots' CPUs; one slot of one CPU stands for one run at a time.
  [[nodiscard]] std::optional<std::chrono::seconds> estimate(const std::vector<Cell>& cells,
                                                             const std::vector<CellState>& states,
                                                             const Slots& slots = Slots({0}, 1)) const;

 private:
  struct Sum {
    std::chrono::nanoseconds total{};
    int runs = 0;
    void add(std::chrono::nanoseconds took);
    [[nodiscard]] std::chrono::duration<double> mean() const;
  };
  [[nodiscard]] const Sum& known_of(std::size_t cell, std::size_t expectation) const;

  std::map<std::size_t, Sum> by_cell_, by_expectation_;
  Sum all_;
};

}  // namespace schedlitmus::plan
