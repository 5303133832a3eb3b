// One instance of a service, launched on a thread of its own.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "campaign/service_watcher.hpp"
#include "process/launcher.hpp"
#include "process/probe.hpp"

namespace schedlitmus::campaign {

class ServiceInstance {
 public:
  struct Start {
    int number = 1;
    process::LaunchSpec spec;  ///< its stopper is the instance's own
    expectation::Ready ready;  ///< with the placeholders' values
    ServiceWatcher::Wanted wanted;
    std::function<void()> on_end;  ///< on its thread, when the launch is over
  };

  ServiceInstance(process::Launcher& launcher, Start start);
  /// Stops it, and waits.
  ~ServiceInstance();
  ServiceInstance(const ServiceInstance&) = delete;
  ServiceInstance& operator=(const ServiceInstance&) = delete;

  void start();
  void ask_to_end() { stopper_.stop(); }
  void join();

  [[nodiscard]] int number() const { return start_.number; }
  [[nodiscard]] bool has_ended() const;
  /// Asks it, no longer than `limit`; once it was ready it stays so.
  [[nodiscard]] bool is_ready(Millis limit);
  [[nodiscard]] bool was_ready() const { return ready_; }
  [[nodiscard]] std::string awaited() const { return describe(start_.ready); }
  /// What the last try gave: "connection refused"; empty where nothing is asked.
  [[nodiscard]] const std::string& last_answer() const { return last_answer_; }
  [[nodiscard]] std::chrono::steady_clock::time_point started() const { return started_; }

  ServiceWatcher watcher;
  /// After join(): the launch's.
  [[nodiscard]] const Result<process::RunRecord>& record() const { return record_; }

 private:
  [[nodiscard]] process::Answer ask(Millis limit) const;

  process::Launcher& launcher_;
  Start start_;
  process::Stopper stopper_;
  std::chrono::steady_clock::time_point started_;
  bool ready_ = false;
  std::string last_answer_;
  mutable std::mutex mutex_;
  bool has_ended_ = false;  ///< guarded by mutex_ until the thread is joined, as is the next
  Result<process::RunRecord> record_ = fail("it was not launched");
  std::thread thread_;
};

/// "exited with code 2", "was killed by SIGSEGV", "was stopped for writing too much".
[[nodiscard]] std::string describe_end(const process::RunRecord& record);

}  // namespace schedlitmus::campaign
