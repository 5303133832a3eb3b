#include "campaign/run_pool.hpp"

#include <exception>
#include <utility>

namespace schedlitmus::campaign {

namespace {

/// A thread has nobody to throw to.
Result<store::Run> run_or_error(const RunRequest& request, process::Launcher& launcher) {
  try {
    return run_cell(request, launcher);
  } catch (const std::exception& problem) {
    return fail(std::string("the run could not be kept: ") + problem.what(), request.build.executable);
  }
}

}  // namespace

RunPool::~RunPool() {
  for (auto& [number, thread] : threads_) thread.join();
}

void RunPool::start(std::size_t cell, int turn, plan::Slot slot, RunRequest request) {
  const int number = started_++;
  threads_.emplace(number, [this, number, cell, turn, slot = std::move(slot), request = std::move(request)]() mutable {
    auto run = run_or_error(request, launcher_);
    put(number, {cell, turn, std::move(slot), std::move(run)});
  });
}

void RunPool::put(int number, EndedRun run) {
  const std::scoped_lock lock(mutex_);
  results_.emplace_back(number, std::move(run));
  ended_.notify_one();
}

EndedRun RunPool::take() {
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return !results_.empty(); });
  auto [number, run] = std::move(results_.front());
  results_.pop_front();
  lock.unlock();
  const auto thread = threads_.find(number);
  thread->second.join();
  threads_.erase(thread);
  return std::move(run);
}

}  // namespace schedlitmus::campaign
