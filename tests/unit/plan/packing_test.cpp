// How well the runs of a matrix fill the CPUs, on a clock of its own.
#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <set>
#include <string>

#include "simulation.hpp"

namespace schedlitmus::plan {
namespace {

constexpr std::uint64_t kSeeds = 40;

struct Matrix {
  std::string name;
  int cpus = 2;
  std::vector<std::pair<int, double>> cells;  ///< GOMAXPROCS and seconds
  double idle = 0;                            ///< no more of the CPUs' time than this, in the mean over the seeds
};

std::vector<std::pair<int, double>> times(int count, std::vector<std::pair<int, double>> cells) {
  std::vector<std::pair<int, double>> all;
  for (int i = 0; i < count; ++i) all.insert(all.end(), cells.begin(), cells.end());
  return all;
}

std::vector<SimulatedCell> cells_of(const Matrix& matrix) {
  std::vector<SimulatedCell> cells;
  for (const auto& [gomaxprocs, seconds] : matrix.cells) {
    cells.push_back({.cell = {.release = "1.13.15", .gomaxprocs = gomaxprocs, .variant = {}}, .seconds = seconds});
  }
  return cells;
}

Placement placement_of(const Matrix& matrix, int jobs = 0) {
  std::vector<int> cpus(static_cast<std::size_t>(matrix.cpus));
  std::iota(cpus.begin(), cpus.end(), 0);
  std::vector<int> gomaxprocs;
  for (const auto& cell : matrix.cells) gomaxprocs.push_back(cell.first);
  return place(cpus, jobs, gomaxprocs);
}

/// Short rounds, uneven numbers, uneven times: what leaves CPUs empty.
std::vector<Matrix> matrices() {
  return {{"one setting", 2, times(6, {{1, 0.1}}), 0.02},
          {"one cell of each width", 2, {{1, 0.1}, {2, 0.1}}, 0.03},
          {"three of each", 2, times(3, {{1, 0.1}, {2, 0.1}}), 0.02},
          {"twelve of each", 2, times(12, {{1, 0.1}, {2, 0.1}}), 0.02},
          {"narrow ones of uneven length", 2, {{1, 0.1}, {1, 0.3}, {2, 0.1}, {2, 0.1}}, 0.05},
          {"four lengths", 2, {{1, 0.06}, {1, 0.1}, {1, 0.14}, {1, 0.2}, {2, 0.06}, {2, 0.1}, {2, 0.2}}, 0.03},
          {"long narrow, short wide", 2, {{1, 0.3}, {2, 0.05}}, 0.05},
          {"a pair that fills the CPUs", 4, times(2, {{1, 0.1}, {3, 0.1}}), 0.05},
          {"four widths", 8, times(4, {{1, 0.1}, {2, 0.1}, {4, 0.1}, {8, 0.1}}), 0.05},
          {"three widths", 4, times(3, {{1, 0.1}, {2, 0.1}, {4, 0.1}}), 0.05}};
}

TEST(Packing, LeavesHardlyAnyCpuIdle) {
  for (const auto& matrix : matrices()) {
    double there = 0;
    double used = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      Simulation simulation(cells_of(matrix), placement_of(matrix), seed);
      simulation.on_end = [&](const SimulatedRun& run) {
        used += (run.end - run.begin) * static_cast<double>(run.slot.cpus.size());
      };
      there += simulation.run() * matrix.cpus;
    }
    EXPECT_LT(1 - used / there, matrix.idle) << matrix.name;
  }
}

TEST(Packing, NeverPutsTwoRunsOnOneCpuAndBeginsEveryRun) {
  for (const auto& matrix : matrices()) {
    for (const int jobs : {0, 1, 3}) {
      Simulation simulation(cells_of(matrix), placement_of(matrix, jobs), 7);
      std::size_t begun = 0;
      simulation.on_start = [&](const SimulatedRun&) {
        ++begun;
        std::set<int> cpus;
        std::size_t count = 0;
        for (const auto& run : simulation.under_way()) {
          cpus.insert(run.slot.cpus.begin(), run.slot.cpus.end());
          count += run.slot.cpus.size();
        }
        ASSERT_EQ(cpus.size(), count) << matrix.name;
      };
      simulation.run();
      EXPECT_EQ(begun, 10 * matrix.cells.size()) << matrix.name;
    }
  }
}

TEST(Packing, NoCellIsFarBehindTheOthers) {
  for (const auto& matrix : matrices()) {
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      Simulation simulation(cells_of(matrix), placement_of(matrix), seed);
      simulation.on_start = [&](const SimulatedRun& started) {
        const auto begun = [](const CellState& state) { return state.runs + state.under_way; };
        const int ahead = begun(simulation.states()[started.cell]);
        for (const auto& state : simulation.states()) {
          ASSERT_LE(ahead - begun(state), static_cast<int>(kMostAhead)) << matrix.name;
        }
      };
      simulation.run();
    }
  }
}

TEST(Packing, CellsOfOneWidthKeepTheOrderOfTheSeed) {
  for (const auto& matrix : matrices()) {
    std::map<int, std::vector<std::size_t>> packed;
    std::map<int, std::vector<std::size_t>> in_turn;
    Simulation simulation(cells_of(matrix), placement_of(matrix), 11);
    Simulation one_at_a_time(cells_of(matrix), placement_of(matrix, 1), 11);
    simulation.on_start = [&](const auto& run) { packed[matrix.cells[run.cell].first].push_back(run.cell); };
    one_at_a_time.on_start = [&](const auto& run) { in_turn[matrix.cells[run.cell].first].push_back(run.cell); };
    simulation.run();
    one_at_a_time.run();
    EXPECT_EQ(packed, in_turn) << matrix.name;
  }
}

}  // namespace
}  // namespace schedlitmus::plan
