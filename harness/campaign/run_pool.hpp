// Runs that go on at the same time, each on a thread of its own.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "campaign/run_cell.hpp"
#include "plan/slots.hpp"

namespace schedlitmus::campaign {

/// A run that has ended.
struct EndedRun {
  std::size_t cell = 0;
  int turn = 0;  ///< as given at the start
  plan::Slot slot;
  Result<store::Run> run;
};

/// Used by one thread, which starts the runs and takes what came of them.
class RunPool {
 public:
  explicit RunPool(process::Launcher& launcher) : launcher_(launcher) {}
  /// Waits for what is under way.
  ~RunPool();
  RunPool(const RunPool&) = delete;
  RunPool& operator=(const RunPool&) = delete;

  void start(std::size_t cell, int turn, plan::Slot slot, RunRequest request);
  [[nodiscard]] bool empty() const { return threads_.empty(); }
  /// The next run that ends; needs one that was started and not taken.
  [[nodiscard]] EndedRun take();

 private:
  void put(int number, EndedRun run);

  process::Launcher& launcher_;
  std::map<int, std::thread> threads_;  ///< by the number of the start
  int started_ = 0;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::deque<std::pair<int, EndedRun>> results_;  ///< guarded by mutex_
};

}  // namespace schedlitmus::campaign
