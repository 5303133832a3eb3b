#include "campaign/run_writer.hpp"

#include <exception>
#include <memory>
#include <string>
#include <utility>

namespace schedlitmus::campaign {
namespace {

/// A thread has nobody to throw to.
Result<void> done_or_error(const std::function<Result<void>()>& job) {
  try {
    return job();
  } catch (const std::exception& problem) {
    return fail(std::string("a run could not be stored: ") + problem.what());
  }
}

}  // namespace

RunWriter::RunWriter(store::Store& store, std::size_t most_waiting)
    : store_(store), most_waiting_(most_waiting), thread_([this] { write_all(); }) {}

RunWriter::~RunWriter() { stop(); }

void RunWriter::put(FinishedRun run) {
  // A function has to be copyable, and the run's streams are not to be copied.
  const auto kept = std::make_shared<FinishedRun>(std::move(run));
  put_job([this, kept] { return write(std::move(*kept)); });
}

void RunWriter::put_error(std::int64_t campaign, std::size_t cell, Error error) {
  put_job([this, campaign, cell, error = std::move(error)] { return store_.set_cell_error(campaign, cell, error); });
}

void RunWriter::put_job(Job job) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return waiting_.size() < most_waiting_ || error_; });
  if (error_) return;
  waiting_.push_back(std::move(job));
  changed_.notify_all();
}

Result<void> RunWriter::write(FinishedRun run) {
  const auto id = store_.add_run(run.run);
  if (!id) return tl::unexpected(id.error());
  run.run.id = *id;
  run.run.out = run.run.err = {};
  if (run.run.service)
    for (auto& part : run.run.service->parts) part.out = part.err = {};
  written_.push_back(std::move(run));
  return {};
}

void RunWriter::write_all() {
  std::unique_lock lock(mutex_);
  while (!error_) {
    changed_.wait(lock, [this] { return !waiting_.empty() || stopping_; });
    if (waiting_.empty()) return;
    const auto job = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    auto done = done_or_error(job);
    lock.lock();
    if (!done) error_ = std::move(done.error());
    changed_.notify_all();
  }
}

std::optional<Error> RunWriter::error() const {
  const std::scoped_lock lock(mutex_);
  return error_;
}

void RunWriter::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<std::vector<FinishedRun>> RunWriter::finish() {
  stop();
  if (error_) return tl::unexpected(*error_);
  return std::move(written_);
}

}  // namespace schedlitmus::campaign
