// Finished runs, written to the store while the next ones are started.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "store/store.hpp"

namespace schedlitmus::campaign {

/// A run that has ended, and the cell's place in the campaign.
struct FinishedRun {
  std::size_t cell = 0;
  store::Run run;
};

/// A disk may take as long for one run as the run itself. The store is this
/// object's thread's alone from the first put() until finish().
class RunWriter {
 public:
  /// At most `most_waiting` wait, at least 1: each has its streams in memory.
  RunWriter(store::Store& store, std::size_t most_waiting);
  /// As finish().
  ~RunWriter();
  RunWriter(const RunWriter&) = delete;
  RunWriter& operator=(const RunWriter&) = delete;

  /// Waits for room. After an error nothing more is written.
  void put(FinishedRun run);
  /// Likewise: why a cell has no verdict.
  void put_error(std::int64_t campaign, std::size_t cell, Error error);
  [[nodiscard]] std::optional<Error> error() const;  ///< the first one
  /// Waits until all is written. Gives what was, with its ids, in the order of the puts.
  [[nodiscard]] Result<std::vector<FinishedRun>> finish();

 private:
  using Job = std::function<Result<void>()>;
  void put_job(Job job);
  void write_all();
  void stop();
  Result<void> write(FinishedRun run);

  store::Store& store_;
  const std::size_t most_waiting_;
  std::vector<FinishedRun> written_;  ///< the writing thread's until it has ended
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> waiting_;  ///< guarded by mutex_, as all below
  std::optional<Error> error_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace schedlitmus::campaign
