// Which runs there are, in which order, and what to run next.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "support/duration.hpp"

namespace schedlitmus::plan {

/// One place of the matrix: an expectation with one GOMAXPROCS on one release.
struct Cell {
  std::size_t expectation = 0;  ///< index into the loaded expectations
  std::string release;          ///< "1.13.15"
  int gomaxprocs = 1;
  [[nodiscard]] auto operator<=>(const Cell&) const = default;
};

/// What the sequential tests know of a cell.
struct CellState {
  bool done = false;
  int runs = 0;           ///< finished so far
  int expected_more = 0;  ///< about how many more until all of its checks are decided
};

/// Repetition is the outer loop and the cell the inner one, so that a drift of
/// the machine meets every release alike. Each round visits every cell that is
/// not done once, in an order shuffled by the seed: the same with every compiler.
class Schedule {
 public:
  Schedule(std::vector<Cell> cells, std::uint64_t seed);
  /// The next cell to run, or nothing when all are done. `states`: one for each cell.
  [[nodiscard]] std::optional<std::size_t> next(const std::vector<CellState>& states);
  [[nodiscard]] const std::vector<Cell>& cells() const { return cells_; }

 private:
  std::vector<Cell> cells_;
  std::vector<std::size_t> round_;
  std::size_t position_ = 0;
  std::mt19937_64 random_;
};

/// Time left, one run at a time, from what the runs so far took: the mean of the
/// cell's expectation, or of all where it has not run yet. Nothing before the first run.
class TimeLeft {
 public:
  void ran(std::size_t expectation, std::chrono::nanoseconds took);
  [[nodiscard]] std::optional<std::chrono::seconds> estimate(const std::vector<Cell>& cells,
                                                             const std::vector<CellState>& states) const;

 private:
  struct Sum {
    std::chrono::nanoseconds total{};
    int runs = 0;
  };
  std::map<std::size_t, Sum> by_expectation_;
  Sum all_;
};

}  // namespace schedlitmus::plan
